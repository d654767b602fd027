package sendepostfach.intake;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What an import of a list would see. Every row is exactly one of accepted, duplicate or rejected.
 *
 * @param rows the number of rows of data
 * @param accepted rows with a usable address that no earlier row has
 * @param duplicates rows with an address that an earlier row has
 * @param rejected rows without a usable address
 * @param sites accepted rows by site, the largest site first
 */
public record ListSummary(long rows, long accepted, long duplicates, long rejected, Map<String, Long> sites) {
    public ListSummary {
        if (rows != accepted + duplicates + rejected) {
            throw new IllegalArgumentException("rows do not add up: " + rows + " of which " + accepted + " accepted, "
                    + duplicates + " duplicates, " + rejected + " rejected");
        }
        sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
    }

    /**
     * Reads and checks a whole list and writes nothing.
     *
     * @param siteOfDomain the site that a recipient's domain belongs to
     * @param rejections is told of each rejected row, in the file's order
     * @throws sendepostfach.campaign.InputFault if the file cannot be read
     */
    public static ListSummary of(
            Path file, ListFormat format, UnaryOperator<String> siteOfDomain, Consumer<Rejection> rejections) {
        return of(file, format, siteOfDomain, candidate -> {}, rejections);
    }

    /**
     * The same.
     *
     * @param acceptances is told of each accepted row, in the file's order
     */
    public static ListSummary of(
            Path file,
            ListFormat format,
            UnaryOperator<String> siteOfDomain,
            Consumer<Candidate> acceptances,
            Consumer<Rejection> rejections) {
        var check = new RowCheck(format);
        var seen = new SeenAddresses();
        Map<String, Long> domains = new HashMap<>();
        long duplicates = 0;
        long rejected = 0;
        try (ListReader reader = ListReader.open(file, format)) {
            for (ListRow row = reader.next(); row != null; row = reader.next()) {
                CheckedRow checked = check.check(row);
                if (checked instanceof Candidate candidate) {
                    if (seen.add(candidate.address().key())) {
                        domains.merge(candidate.address().domain(), 1L, Long::sum);
                        acceptances.accept(candidate);
                    } else {
                        duplicates++;
                    }
                } else if (checked instanceof Rejection rejection) {
                    rejected++;
                    rejections.accept(rejection);
                }
            }
        }
        long accepted = seen.size();
        return new ListSummary(
                accepted + duplicates + rejected, accepted, duplicates, rejected, sites(domains, siteOfDomain));
    }

    private static Map<String, Long> sites(Map<String, Long> domains, UnaryOperator<String> siteOfDomain) {
        Map<String, Long> bySite = new HashMap<>();
        domains.forEach((domain, count) -> bySite.merge(siteOfDomain.apply(domain), count, Long::sum));
        Map<String, Long> largestFirst = new LinkedHashMap<>();
        bySite.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(site -> largestFirst.put(site.getKey(), site.getValue()));
        return largestFirst;
    }
}
