package sendepostfach.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

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
    private final LookupSession session;
    private final Gate gate;
    private final Silence silence;
    private final ConcurrentMap<String, CompletableFuture<MxAnswer>> underWay = new ConcurrentHashMap<>();

    private DnsMailExchangers(List<InetSocketAddress> servers, Predicate<Message> usable, DnsSettings settings) {
        this.servers = servers;
        this.usable = usable;
        this.session = LookupSession.builder()
                .resolver(resolver(servers, settings))
                .cache(cache(settings))
                .build();
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
            mine.complete(fault == null ? answer : new MxAnswer.NoAnswer(reasonOf(cause(fault))));
        });
        return mine.minimalCompletionStage();
    }

    private CompletionStage<MxAnswer> lookUp(String domain) {
        Name name;
        try {
            name = Name.fromString(domain, Name.root);
        } catch (TextParseException longerThanDnsAllows) {
            return CompletableFuture.completedStage(new MxAnswer.NoSuchDomain());
        }
        if (!silence.isWorthAsking()) {
            return CompletableFuture.completedStage(
                    new MxAnswer.NoAnswer("the name server has not answered the last questions"));
        }
        return session.lookupAsync(name, Type.MX)
                .handle((result, fault) -> exchangers(name, result, fault))
                .thenCompose(answer -> answer)
                .whenComplete((answer, fault) -> silence.end(fault == null || !isSilence(cause(fault))));
    }

    private CompletionStage<MxAnswer> exchangers(Name name, @Nullable LookupResult result, @Nullable Throwable fault) {
        if (fault != null && cause(fault) instanceof NoSuchDomainException) {
            return CompletableFuture.completedStage(new MxAnswer.NoSuchDomain());
        }
        List<MXRecord> records = records(result, fault).stream()
                .filter(MXRecord.class::isInstance)
                .map(MXRecord.class::cast)
                .toList();
        if (records.isEmpty()) {
            return hasAddress(name, Type.A)
                    .thenCompose(found -> found ? CompletableFuture.completedStage(true) : hasAddress(name, Type.AAAA))
                    .thenApply(found -> found ? new MxAnswer.AddressOnly() : new MxAnswer.NoMailHost());
        }
        // RFC 7505 knows the root as the only MX; beside others it names no host, so it is left out.
        List<MxAnswer.Exchanger> hosts = records.stream()
                .filter(record -> !record.getTarget().equals(Name.root))
                .map(record -> new MxAnswer.Exchanger(
                        record.getPriority(), record.getTarget().toString(true).toLowerCase(Locale.ROOT)))
                .toList();
        return CompletableFuture.completedStage(hosts.isEmpty() ? new MxAnswer.NullMx() : new MxAnswer.Hosts(hosts));
    }

    private CompletionStage<Boolean> hasAddress(Name name, int type) {
        return session.lookupAsync(name, type).handle((result, fault) -> records(result, fault).stream()
                .anyMatch(record -> record.getType() == type));
    }

    /** The records found; none where there are none for certain. Anything else is a fault that goes on. */
    private static List<Record> records(@Nullable LookupResult result, @Nullable Throwable fault) {
        if (result != null) {
            return result.getRecords();
        }
        Throwable cause = fault == null ? new IllegalStateException("neither answer nor fault") : cause(fault);
        if (cause instanceof NoSuchRRSetException || cause instanceof NoSuchDomainException) {
            return List.of();
        }
        throw new CompletionException(cause);
    }

    private static Throwable cause(Throwable fault) {
        Throwable cause = fault;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether nothing came back, in contrast to an answer of whatever kind. */
    private static boolean isSilence(Throwable fault) {
        return fault instanceof TimeoutException || fault instanceof IOException;
    }

    private static String reasonOf(Throwable fault) {
        if (fault instanceof TimeoutException || fault instanceof SocketTimeoutException) {
            return "the name server did not answer in time";
        }
        String message = fault.getMessage();
        return message == null || message.isBlank() ? fault.getClass().getSimpleName() : message;
    }
}
