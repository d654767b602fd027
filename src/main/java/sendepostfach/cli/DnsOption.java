package sendepostfach.cli;

import java.util.Optional;

import picocli.CommandLine.Option;

import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.NameServer;
import sendepostfach.dns.NoNameServer;
import sendepostfach.preflight.DnsRecords;

/** Which name server a command asks that needs no ledger. */
final class DnsOption {
    @Option(names = "--dns", paramLabel = "HOST:PORT", description = "Ask this name server instead of the system's.")
    Optional<String> server = Optional.empty();

    /** Look-ups that share their answers; without any where the system's name servers are of no use. */
    DnsRecords records() {
        return server.map(NameServer::parse)
                .<DnsRecords>map(given -> DnsRecordLookUps.by(given, DnsSettings.DEFAULT))
                .orElseGet(DnsOption::bySystem);
    }

    private static DnsRecords bySystem() {
        DnsRecordLookUps records = DnsRecordLookUps.bySystem(DnsSettings.DEFAULT);
        return records.isUsable() ? records : new NoNameServer();
    }
}
