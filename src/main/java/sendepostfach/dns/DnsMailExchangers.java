package sendepostfach.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;

import sendepostfach.routing.MailExchangers;
import sendepostfach.routing.MxAnswer;

/**
 * Mail hosts by DNS: MX (RFC 5321, section 5.1), null MX (RFC 7505), or the domain's own address. Answers are kept for the life
 * of this object, by their TTL; a domain that is asked for while its look-up is under way is not asked for again.
 */
public final class DnsMailExchangers implements MailExchangers {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private final List<InetSocketAddress> servers;
    private final Predicate<Message> usable;
    private final MxLookUp mx;
    private final Gate gate;
    private final Silence silence;
    private final ConcurrentMap<String, CompletableFuture<MxAnswer>> underWay = new ConcurrentHashMap<>();

    private DnsMailExchangers(List<InetSocketAddress> servers, Predicate<Message> usable, DnsSettings settings) {
        this.servers = servers;
        this.usable = usable;
        this.mx = new MxLookUp(LookupSession.builder()
                .resolver(resolver(servers, settings))
                .cache(cache(settings))
                .build());
        this.gate = new Gate(settings.atOnce());
        this.silence = new Silence(settings.atOnce());
    }

    /** By the name servers of this machine. */
    public static DnsMailExchangers bySystem(DnsSettings settings) {
        return bySystem(SystemNameServers.find(), settings);
    }

    static DnsMailExchangers bySystem(List<InetSocketAddress> servers, DnsSettings settings) {
        return new DnsMailExchangers(servers, DnsMailExchangers::knowsTheRoot, settings);
    }

    /** By this name server, whose word is taken as it is. */
    public static DnsMailExchangers by(NameServer server, DnsSettings settings) {
        return new DnsMailExchangers(List.of(server.address()), answer -> true, settings);
    }

    private static Resolver resolver(List<InetSocketAddress> servers, DnsSettings settings) {
        List<Resolver> each = servers.stream()
                .<Resolver>map(address -> new OneServer(address, settings.timeout()))
                .toList();
        var all = new ExtendedResolver(each);
        all.setRetries(settings.tries());
        all.setTimeout(settings.timeout().multipliedBy((long) settings.tries() * servers.size() + 1));
        return all;
    }

    private static Cache cache(DnsSettings settings) {
        var cache = new Cache(DClass.IN);
        cache.setMaxEntries(settings.entries());
        cache.setMaxCache(Math.toIntExact(settings.keepAtMost().toSeconds()));
        cache.setMaxNCache(Math.toIntExact(settings.keepAbsenceAtMost().toSeconds()));
        return cache;
    }

    /**
     * Whether DNS is worth asking: whether a name server answers within two seconds. One that a person has named may say
     * anything. One of the machine must know the root of DNS: on a machine that is shut off from the internet it often denies
     * every name, and every domain of a list would be taken for one that does not exist.
     */
    public boolean isUsable() {
        Message question = Message.newQuery(Record.newRecord(Name.root, Type.NS, DClass.IN));
        List<CompletableFuture<Boolean>> probes = servers.stream()
                .map(address -> new SimpleResolver(address)
                        .sendAsync(question)
                        .toCompletableFuture()
                        .orTimeout(PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                        .handle((answer, fault) -> fault == null && usable.test(answer)))
                .toList();
        return probes.stream().anyMatch(CompletableFuture::join);
    }

    private static boolean knowsTheRoot(Message answer) {
        return answer.getRcode() == Rcode.NOERROR
                && !answer.getSection(Section.ANSWER).isEmpty();
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
            mine.complete(fault == null ? answer : new MxAnswer.NoAnswer(DnsFaults.reason(fault)));
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
