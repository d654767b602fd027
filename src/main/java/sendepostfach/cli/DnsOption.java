package sendepostfach.cli;

import java.util.Optional;

import picocli.CommandLine.Option;

import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.NameServer;

/** Which name server a command asks that needs no ledger. */
final class DnsOption {
    @Option(names = "--dns", paramLabel = "HOST:PORT", description = "Ask this name server instead of the system's.")
    Optional<String> server = Optional.empty();

    /** Look-ups that share their answers. */
    DnsRecordLookUps records() {
        return server.map(NameServer::parse)
                .map(given -> DnsRecordLookUps.by(given, DnsSettings.DEFAULT))
                .orElseGet(() -> DnsRecordLookUps.bySystem(DnsSettings.DEFAULT));
    }
}
