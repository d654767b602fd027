package sendepostfach.preflight.check;

import java.util.ArrayList;
import java.util.List;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.DnsRecords;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.MailHost;

/** DNS for checks that wait for each answer. */
record Lookups(DnsRecords dns) {
    /** What is to be said where DNS does not answer: nothing is known. */
    static Finding unanswered(String check, String about, DnsAnswer<?> answer) {
        return Finding.warn(
                check,
                Text.of(
                        "DNS gives no answer about %s: %s.",
                        "Das DNS liefert keine Antwort zu %s (%s).", about, answer.reason()),
                Text.of("Check again.", "Prüfen Sie es noch einmal."));
    }

    DnsAnswer<String> texts(String name) {
        return dns.texts(name).toCompletableFuture().join();
    }

    DnsAnswer<MailHost> mailHosts(String name) {
        return dns.mailHosts(name).toCompletableFuture().join();
    }

    DnsAnswer<String> namesOf(Ip address) {
        return dns.namesOf(address).toCompletableFuture().join();
    }

    DnsAnswer<String> zone(String name) {
        return dns.zone(name).toCompletableFuture().join();
    }

    DnsAnswer<Ip> addresses(String name, Ip.Family family) {
        return dns.addresses(name, family).toCompletableFuture().join();
    }

    /** Addresses of both families, asked side by side; a host that is an address itself needs no asking. */
    DnsAnswer<Ip> addresses(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        var literal = Ip.parse(bare);
        if (literal.isPresent()) {
            return DnsAnswer.of(List.of(literal.get()));
        }
        var asked4 = dns.addresses(host, Ip.Family.V4).toCompletableFuture();
        var asked6 = dns.addresses(host, Ip.Family.V6).toCompletableFuture();
        DnsAnswer<Ip> four = asked4.join();
        DnsAnswer<Ip> six = asked6.join();
        var all = new ArrayList<>(four.records());
        all.addAll(six.records());
        if (!all.isEmpty()) {
            return DnsAnswer.of(all);
        }
        return four.isUnanswered() || four.kind() == DnsAnswer.Kind.NO_SUCH_NAME && !six.isUnanswered() ? four : six;
    }
}
