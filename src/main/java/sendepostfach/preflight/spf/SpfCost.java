package sendepostfach.preflight.spf;

import java.util.List;
import java.util.Optional;

import sendepostfach.preflight.DnsRecords;

/** How many DNS look-ups a record can cost a receiver: all its terms, and those of the records that it brings in. */
public final class SpfCost {
    /** Far above the limit of 10, and reached by loops. */
    private static final int MOST = 100;

    private final DnsRecords dns;
    private int count;

    private SpfCost(DnsRecords dns) {
        this.dns = dns;
    }

    /** The look-ups of a record; what its domains do not answer, and names with macros, count as one term. */
    public static int of(SpfRecord record, DnsRecords dns) {
        var cost = new SpfCost(dns);
        cost.add(record);
        return cost.count;
    }

    private void add(SpfRecord record) {
        for (Mechanism mechanism : record.mechanisms()) {
            if (count >= MOST || mechanism.kind() == Mechanism.Kind.ALL) {
                return;
            }
            if (mechanism.kind().asksDns()) {
                count++;
            }
            if (mechanism.kind() == Mechanism.Kind.INCLUDE) {
                bringIn(mechanism.domain());
            }
        }
        if (record.redirect().isPresent()) {
            count++;
            bringIn(record.redirect());
        }
    }

    private void bringIn(Optional<DomainSpec> domain) {
        if (count < MOST && domain.filter(spec -> !spec.hasMacros()).isPresent()) {
            find(domain.get().toString(), dns).ifPresent(this::add);
        }
    }

    /** The one record of a domain that can be read. */
    static Optional<SpfRecord> find(String domain, DnsRecords dns) {
        List<String> texts = dns.texts(domain).toCompletableFuture().join().records().stream()
                .filter(SpfRecord::isOne)
                .toList();
        if (texts.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(SpfRecord.parse(texts.get(0)));
        } catch (SpfSyntaxFault wrong) {
            return Optional.empty();
        }
    }
}
