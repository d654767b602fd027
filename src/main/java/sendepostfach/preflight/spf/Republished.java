package sendepostfach.preflight.spf;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.DnsRecords;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.MailHost;

/** DNS as it would be, were this record published as the only SPF record of the domain. */
final class Republished implements DnsRecords {
    private final DnsRecords dns;
    private final String domain;
    private final String record;

    Republished(DnsRecords dns, String domain, String record) {
        this.dns = dns;
        this.domain = domain.toLowerCase(Locale.ROOT);
        this.record = record;
    }

    @Override
    public CompletionStage<DnsAnswer<String>> texts(String name) {
        String asked = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return asked.equalsIgnoreCase(domain)
                ? CompletableFuture.completedStage(DnsAnswer.of(List.of(record)))
                : dns.texts(name);
    }

    @Override
    public CompletionStage<DnsAnswer<Ip>> addresses(String name, Ip.Family family) {
        return dns.addresses(name, family);
    }

    @Override
    public CompletionStage<DnsAnswer<MailHost>> mailHosts(String name) {
        return dns.mailHosts(name);
    }

    @Override
    public CompletionStage<DnsAnswer<String>> namesOf(Ip address) {
        return dns.namesOf(address);
    }

    @Override
    public CompletionStage<DnsAnswer<String>> zone(String name) {
        return dns.zone(name);
    }
}
