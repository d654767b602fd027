package sendepostfach.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;

import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.lookup.LookupSession;

import sendepostfach.routing.MailExchangers;
import sendepostfach.routing.MxAnswer;

/**
 * Mail hosts by DNS: MX (RFC 5321, section 5.1), null MX (RFC 7505), or the domain's own address. Answers are kept for the life
 * of this object, by their TTL; a domain that is asked for while its look-up is under way is not asked for again.
 */
public final class DnsMailExchangers implements MailExchangers {
    private final NameServers servers;
    private final MxLookUp mx;
    private final Gate gate;
    private final Silence silence;
    private final ConcurrentMap<String, CompletableFuture<MxAnswer>> underWay = new ConcurrentHashMap<>();

    private DnsMailExchangers(NameServers servers, DnsSettings settings) {
        this.servers = servers;
        this.mx = new MxLookUp(LookupSession.builder()
                .resolver(servers.resolver(settings))
                .cache(cache(settings))
                .build());
        this.gate = new Gate(settings.atOnce());
        this.silence = new Silence(settings.atOnce());
    }

    /** By the name servers of this machine. */
    public static DnsMailExchangers bySystem(DnsSettings settings) {
        return new DnsMailExchangers(NameServers.ofSystem(), settings);
    }

    static DnsMailExchangers bySystem(List<InetSocketAddress> servers, DnsSettings settings) {
        return new DnsMailExchangers(NameServers.ofSystem(servers), settings);
    }

    /** By this name server, whose word is taken as it is. */
    public static DnsMailExchangers by(NameServer server, DnsSettings settings) {
        return new DnsMailExchangers(NameServers.of(server), settings);
    }

    private static Cache cache(DnsSettings settings) {
        var cache = new Cache(DClass.IN);
        cache.setMaxEntries(settings.entries());
        cache.setMaxCache(Math.toIntExact(settings.keepAtMost().toSeconds()));
        cache.setMaxNCache(Math.toIntExact(settings.keepAbsenceAtMost().toSeconds()));
        return cache;
    }

    /** Whether DNS is worth asking: whether a name server answers within two seconds, and knows more than nothing. */
    public boolean isUsable() {
        return servers.areUsable();
    }

    @Override
    public CompletionStage<MxAnswer> of(String domain) {
        String key = domain.toLowerCase(Locale.ROOT);
        var mine = new CompletableFuture<MxAnswer>();
        CompletableFuture<MxAnswer> before = underWay.putIfAbsent(key, mine);
        if (before != null) {
            return before.minimalCompletionStage();
        }
        gate.enter(() -> lookUp(key)).whenComplete((answer, fault) -> {
            underWay.remove(key, mine);
            mine.complete(
                    fault == null
                            ? answer
                            : new MxAnswer.NoAnswer(DnsFaults.reason(fault).english()));
        });
        return mine.minimalCompletionStage();
    }

    private CompletionStage<MxAnswer> lookUp(String domain) {
        if (!silence.isWorthAsking()) {
            return CompletableFuture.completedStage(
                    new MxAnswer.NoAnswer("the name server has not answered the last questions"));
        }
        return CompletableFuture.completedStage(domain)
                .thenCompose(mx::of)
                .whenComplete((answer, fault) -> silence.end(fault == null || !isSilence(DnsFaults.cause(fault))));
    }

    /** Whether nothing came back, in contrast to an answer of whatever kind. */
    private static boolean isSilence(Throwable fault) {
        return fault instanceof TimeoutException || fault instanceof IOException;
    }
}
