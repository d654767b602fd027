package sendepostfach.dns;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.DnsRecords;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.MailHost;

/** DNS where no name server of the machine is of use: every question stays without an answer, and nothing is missing. */
public final class NoNameServer implements DnsRecords {
    private static final Text REASON = Text.of(
            "no name server of this machine answers, or it does not know the root of DNS; name one with --dns HOST:PORT",
            "kein Nameserver dieses Rechners antwortet oder kennt die Wurzel des DNS; nennen Sie einen mit --dns HOST:PORT");

    private static <T> CompletionStage<DnsAnswer<T>> nothing() {
        return CompletableFuture.completedStage(DnsAnswer.unanswered(REASON));
    }

    @Override
    public CompletionStage<DnsAnswer<String>> texts(String name) {
        return nothing();
    }

    @Override
    public CompletionStage<DnsAnswer<Ip>> addresses(String name, Ip.Family family) {
        return nothing();
    }

    @Override
    public CompletionStage<DnsAnswer<MailHost>> mailHosts(String name) {
        return nothing();
    }

    @Override
    public CompletionStage<DnsAnswer<String>> namesOf(Ip address) {
        return nothing();
    }

    @Override
    public CompletionStage<DnsAnswer<String>> zone(String name) {
        return nothing();
    }
}
