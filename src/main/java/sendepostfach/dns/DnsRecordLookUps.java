package sendepostfach.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.DnsRecords;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.MailHost;

/**
 * Records by DNS, for one preflight: an answer is kept for the life of this object, whatever its TTL, so that all checks see the
 * same and each name is asked for once.
 */
public final class DnsRecordLookUps implements DnsRecords {
    private final NameServers servers;
    private final LookupSession session;
    private final Gate gate;
    private final ConcurrentMap<String, CompletableFuture<DnsAnswer<Record>>> asked = new ConcurrentHashMap<>();

    private DnsRecordLookUps(NameServers servers, DnsSettings settings) {
        this.servers = servers;
        this.session =
                LookupSession.builder().resolver(servers.resolver(settings)).build();
        this.gate = new Gate(settings.atOnce());
    }

    /** By the name servers of this machine. */
    public static DnsRecordLookUps bySystem(DnsSettings settings) {
        return new DnsRecordLookUps(NameServers.ofSystem(), settings);
    }

    /** By this name server, whose word is taken as it is. */
    public static DnsRecordLookUps by(NameServer server, DnsSettings settings) {
        return new DnsRecordLookUps(NameServers.of(server), settings);
    }

    /** Whether DNS is worth asking: whether a name server answers within two seconds, and knows more than nothing. */
    public boolean isUsable() {
        return servers.areUsable();
    }

    @Override
    public CompletionStage<DnsAnswer<String>> texts(String name) {
        return look(name, Type.TXT, TXTRecord.class, DnsRecordLookUps::text);
    }

    private static String text(TXTRecord record) {
        var octets = new ByteArrayOutputStream();
        record.getStringsAsByteArrays().forEach(octets::writeBytes);
        return octets.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public CompletionStage<DnsAnswer<Ip>> addresses(String name, Ip.Family family) {
        return switch (family) {
            case V4 ->
                look(
                        name,
                        Type.A,
                        ARecord.class,
                        found -> Ip.of(found.getAddress().getAddress()));
            case V6 -> look(name, Type.AAAA, AAAARecord.class, DnsRecordLookUps::sixteenOctets);
        };
    }

    /** Not by way of Java's addresses, which turn IPv4-mapped ones into IPv4. */
    private static Ip sixteenOctets(AAAARecord record) {
        return Ip.of(record.rdataToWireCanonical());
    }

    @Override
    public CompletionStage<DnsAnswer<MailHost>> mailHosts(String name) {
        return look(
                name,
                Type.MX,
                MXRecord.class,
                found -> new MailHost(
                        found.getPriority(), found.getTarget().equals(Name.root) ? "" : Names.text(found.getTarget())));
    }

    @Override
    public CompletionStage<DnsAnswer<String>> namesOf(Ip address) {
        return look(address.reverseName(), Type.PTR, PTRRecord.class, found -> Names.text(found.getTarget()));
    }

    @Override
    public CompletionStage<DnsAnswer<String>> zone(String name) {
        return look(name, Type.SOA, SOARecord.class, found -> Names.text(found.getHost()));
    }

    private <R extends Record, T> CompletionStage<DnsAnswer<T>> look(
            String text, int type, Class<R> kind, Function<R, T> content) {
        Optional<Name> name = Names.of(text);
        if (name.isEmpty()) {
            return CompletableFuture.completedStage(DnsAnswer.noSuchName());
        }
        return once(name.get(), type).thenApply(answer -> switch (answer.kind()) {
            case FOUND ->
                DnsAnswer.of(answer.records().stream()
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .map(content)
                        .toList());
            case NO_DATA -> DnsAnswer.of(List.of());
            case NO_SUCH_NAME -> DnsAnswer.noSuchName();
            case UNANSWERED -> DnsAnswer.unanswered(answer.reason());
        });
    }

    private CompletionStage<DnsAnswer<Record>> once(Name name, int type) {
        var mine = new CompletableFuture<DnsAnswer<Record>>();
        CompletableFuture<DnsAnswer<Record>> before =
                asked.putIfAbsent(name.toString().toLowerCase(Locale.ROOT) + " " + Type.string(type), mine);
        if (before != null) {
            return before.minimalCompletionStage();
        }
        gate.enter(() -> session.lookupAsync(name, type))
                .whenComplete((result, fault) -> mine.complete(answer(result, fault)));
        return mine.minimalCompletionStage();
    }

    private static DnsAnswer<Record> answer(@Nullable LookupResult result, @Nullable Throwable fault) {
        if (result != null) {
            return DnsAnswer.of(result.getRecords());
        }
        Throwable cause =
                fault == null ? new IllegalStateException("neither answer nor fault") : DnsFaults.cause(fault);
        if (cause instanceof NoSuchDomainException) {
            return DnsAnswer.noSuchName();
        }
        if (cause instanceof NoSuchRRSetException) {
            return DnsAnswer.of(List.of());
        }
        return DnsAnswer.unanswered(DnsFaults.reason(cause));
    }
}
