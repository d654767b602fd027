package sendepostfach.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.campaign.Address;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.ListSource;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.Text;
import sendepostfach.intake.ListFormat;
import sendepostfach.intake.ListReader;
import sendepostfach.intake.ListRow;
import sendepostfach.intake.ListSummary;
import sendepostfach.report.CsvFile;
import sendepostfach.routing.ProviderTable;
import sendepostfach.suppression.SuppressionList;

/** Finds out beside the pages what uploaded lists hold, in constant memory, and keeps it with the draft. */
@Component
class ListScans {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final int SAMPLES = 5;
    private static final int AT_ONCE = 2;

    private final CampaignLoader loader;
    private final SuppressionList suppression;
    private final Path jobs;
    private final Set<Path> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE, work -> {
        var thread = new Thread(work, "list-scan");
        thread.setDaemon(true);
        return thread;
    });

    ListScans(CampaignLoader loader, SuppressionList suppression, @Value("${sendepostfach.jobs}") Path jobs) {
        this.loader = loader;
        this.suppression = suppression;
        this.jobs = jobs;
    }

    /** Looks at a list anew. */
    void start(DraftFolder folder, Optional<String> emailColumn) {
        if (running.add(folder.path())) {
            try {
                Files.deleteIfExists(folder.findings());
            } catch (IOException cannot) {
                throw new UncheckedIOException(cannot);
            }
            workers.execute(() -> {
                try {
                    keep(folder, scan(folder, emailColumn));
                } finally {
                    running.remove(folder.path());
                }
            });
        }
    }

    boolean isRunning(DraftFolder folder) {
        return running.contains(folder.path());
    }

    /** What was found; empty as long as nobody has looked, or looking is under way. */
    Optional<Findings> of(DraftFolder folder) {
        if (isRunning(folder) || !Files.exists(folder.findings())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(folder.findings()), Findings.class));
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot read " + folder.findings(), cannot);
        }
    }

    /** How the list is written; the column of addresses is the chosen one where one was chosen. */
    static ListFormat format(DraftFolder folder, Optional<String> emailColumn) {
        return ListFormat.detect(
                new ListSource(folder.list().toString(), emailColumn, Optional.empty(), Optional.empty()));
    }

    private Findings scan(DraftFolder folder, Optional<String> emailColumn) {
        try {
            ListFormat format = format(folder, emailColumn);
            ProviderTable providers = loader.providers(jobs);
            Map<String, Long> reasons = new TreeMap<>();
            var suppressed = new Suppressed();
            ListSummary summary;
            try (var rejected = new CsvFile(folder.rejected(), List.of("row", "line", "reason", "detail", "raw"))) {
                summary = ListSummary.of(
                        folder.list(),
                        format,
                        domain -> providers.siteOfDomain(domain).map(Site::name).orElse(domain),
                        row -> suppressed.look(row.address()),
                        row -> {
                            reasons.merge(row.reason().toString(), 1L, Long::sum);
                            rejected.add(
                                    String.valueOf(row.row()),
                                    String.valueOf(row.line()),
                                    row.reason().toString(),
                                    row.detail(),
                                    row.raw());
                        });
            }
            return new Findings(
                    "",
                    "",
                    format.charset().name(),
                    format.delimiter() == '\t' ? "Tab" : String.valueOf(format.delimiter()),
                    format.header(),
                    format.columns().names(),
                    format.emailColumnName().orElse(null),
                    samples(folder, format),
                    summary.rows(),
                    summary.accepted(),
                    summary.duplicates(),
                    summary.rejected(),
                    suppressed.count(),
                    reasons,
                    summary.sites());
        } catch (RuntimeException fault) {
            Text why = fault instanceof InputFault unusable
                    ? unusable.text()
                    : Text.of("the list cannot be read: %s", "die Liste ist nicht zu lesen: %s", fault.getMessage());
            return Findings.fault(why.map(words -> words.replace(folder.path() + "/", "")));
        }
    }

    /** Counts addresses that no mail may go to, whoever sends it; asks for many at once. */
    private final class Suppressed {
        private static final int CHUNK = 1000;

        private final List<Address> waiting = new ArrayList<>();
        private long count;

        void look(Address address) {
            waiting.add(address);
            if (waiting.size() == CHUNK) {
                ask();
            }
        }

        private void ask() {
            count += suppression.covered(waiting, Optional.empty()).size();
            waiting.clear();
        }

        long count() {
            ask();
            return count;
        }
    }

    private static List<List<String>> samples(DraftFolder folder, ListFormat format) {
        var samples = new ArrayList<List<String>>();
        try (ListReader reader = ListReader.open(folder.list(), format)) {
            for (ListRow row = reader.next(); row != null && samples.size() < SAMPLES; row = reader.next()) {
                if (row.isReadable()) {
                    int width = Math.min(row.cells().size(), format.columns().size());
                    samples.add(row.cells().subList(0, width).stream()
                            .map(cell -> cell.length() <= 60 ? cell : cell.substring(0, 60) + "…")
                            .toList());
                }
            }
        }
        return samples;
    }

    private static void keep(DraftFolder folder, Findings findings) {
        try {
            var kept = new LinkedHashMap<String, Long>();
            findings.sites().entrySet().stream().limit(5000).forEach(site -> kept.put(site.getKey(), site.getValue()));
            long others = findings.sites().values().stream()
                            .mapToLong(Long::longValue)
                            .sum()
                    - kept.values().stream().mapToLong(Long::longValue).sum();
            if (others > 0) {
                kept.put("(other domains)", others);
            }
            var shortened = new Findings(
                    findings.fault(),
                    findings.faultInGerman(),
                    findings.charset(),
                    findings.delimiter(),
                    findings.header(),
                    findings.columns(),
                    findings.emailColumn(),
                    findings.samples(),
                    findings.rows(),
                    findings.accepted(),
                    findings.duplicates(),
                    findings.rejected(),
                    findings.suppressed(),
                    findings.reasons(),
                    kept);
            Files.writeString(folder.findings(), JSON.writeValueAsString(shortened));
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot write " + folder.findings(), cannot);
        }
    }

    @PreDestroy
    void stop() {
        workers.shutdownNow();
    }
}
