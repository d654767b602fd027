package sendepostfach.dns;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

import sendepostfach.routing.MxAnswer;

/** The questions that find a domain's mail hosts: its MX, and where there is none, its address. Aliases are followed. */
final class MxLookUp {
    private final LookupSession session;

    MxLookUp(LookupSession session) {
        this.session = session;
    }

    /** The answer for one domain; completes with an exception where nothing is known. */
    CompletionStage<MxAnswer> of(String domain) {
        Name name;
        try {
            name = Name.fromString(domain, Name.root);
        } catch (TextParseException longerThanDnsAllows) {
            return CompletableFuture.completedStage(new MxAnswer.NoSuchDomain());
        }
        return session.lookupAsync(name, Type.MX)
                .handle((result, fault) -> answer(name, result, fault))
                .thenCompose(answer -> answer);
    }

    private CompletionStage<MxAnswer> answer(Name name, @Nullable LookupResult result, @Nullable Throwable fault) {
        if (fault != null && DnsFaults.cause(fault) instanceof NoSuchDomainException) {
            return CompletableFuture.completedStage(new MxAnswer.NoSuchDomain());
        }
        List<MXRecord> records = records(result, fault).stream()
                .filter(MXRecord.class::isInstance)
                .map(MXRecord.class::cast)
                .toList();
        return records.isEmpty() ? byAddress(name) : CompletableFuture.completedStage(byMx(records));
    }

    private static MxAnswer byMx(List<MXRecord> records) {
        // RFC 7505 knows the root as the only MX; beside others it names no host, so it is left out.
        List<MxAnswer.Exchanger> hosts = records.stream()
                .filter(record -> !record.getTarget().equals(Name.root))
                .map(record -> new MxAnswer.Exchanger(
                        record.getPriority(), record.getTarget().toString(true).toLowerCase(Locale.ROOT)))
                .toList();
        return hosts.isEmpty() ? new MxAnswer.NullMx() : new MxAnswer.Hosts(hosts);
    }

    private CompletionStage<MxAnswer> byAddress(Name name) {
        return hasAddress(name, Type.A)
                .thenCompose(found -> found ? CompletableFuture.completedStage(true) : hasAddress(name, Type.AAAA))
                .thenApply(found -> found ? new MxAnswer.AddressOnly() : new MxAnswer.NoMailHost());
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
        Throwable cause =
                fault == null ? new IllegalStateException("neither answer nor fault") : DnsFaults.cause(fault);
        if (cause instanceof NoSuchRRSetException || cause instanceof NoSuchDomainException) {
            return List.of();
        }
        throw new CompletionException(cause);
    }
}
