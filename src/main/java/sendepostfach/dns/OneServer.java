package sendepostfach.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

import sendepostfach.campaign.Text;

/**
 * One name server, asked with EDNS, and by TCP where an answer is truncated. An answer that says nothing about the domain is a
 * failure here, so that the next server is asked.
 */
final class OneServer extends SimpleResolver {
    /** What fits into one packet nearly everywhere (DNS Flag Day 2020). */
    private static final int EDNS_PAYLOAD = 1232;

    private final Duration timeout;
    private final SimpleResolver plain;

    OneServer(InetSocketAddress address, Duration timeout) {
        super(address);
        this.timeout = timeout;
        setTimeout(timeout);
        setEDNS(0, EDNS_PAYLOAD, 0, List.of());
        this.plain = new SimpleResolver(address);
        plain.setTimeout(timeout);
        plain.setEDNS(-1);
    }

    @Override
    public CompletionStage<Message> sendAsync(Message query, Executor executor) {
        // dnsjava looks for timed-out questions only when no answers come in, so a lost one would wait for all the
        // others.
        return super.sendAsync(query, executor)
                .thenCompose(answer -> knowsNoEdns(answer)
                        ? plain.sendAsync(query, executor)
                        : CompletableFuture.completedStage(answer))
                .toCompletableFuture()
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(OneServer::refuseSayingNothing);
    }

    /** RFC 6891, section 7: an older server says that it does not understand the question; then it is asked without. */
    private static boolean knowsNoEdns(Message answer) {
        return answer.getOPT() == null && (answer.getRcode() == Rcode.FORMERR || answer.getRcode() == Rcode.NOTIMP);
    }

    private static Message refuseSayingNothing(Message answer) {
        int code = answer.getRcode();
        if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
            throw new UselessAnswer(
                    Text.of("the name server answers %s", "der Nameserver antwortet %s", Rcode.string(code)));
        }
        if (code == Rcode.NOERROR && isReferral(answer)) {
            throw new UselessAnswer(Text.of(
                    "the name server only refers to other servers; use one that resolves (recursion)",
                    "der Nameserver verweist nur auf andere; benutzen Sie einen, der selbst auflöst (Rekursion)"));
        }
        return answer;
    }

    /** RFC 2308, section 2.2: without an SOA record, name servers in an empty answer mean "ask there", not "no data". */
    private static boolean isReferral(Message answer) {
        return answer.getSection(Section.ANSWER).isEmpty()
                && answer.getSection(Section.AUTHORITY).stream().anyMatch(record -> record.getType() == Type.NS)
                && answer.getSection(Section.AUTHORITY).stream().noneMatch(record -> record.getType() == Type.SOA);
    }

    /** There was an answer, and nothing is known from it. */
    static final class UselessAnswer extends RuntimeException {
        private final transient Text why;

        UselessAnswer(Text why) {
            super(why.english());
            this.why = why;
        }

        Text why() {
            return why;
        }
    }
}
