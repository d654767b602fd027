package sendepostfach.web;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;

import sendepostfach.cli.Served;

/** Steps that many checks of drafts begin with. */
final class Drafting {
    private Drafting() {}

    /** Begins one and returns its id. */
    static String begin(Visit visit) {
        return visit.post("/drafts", Map.of())
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceAll(".*/drafts/([a-z0-9]+)/list", "$1");
    }

    /** Waits until the list that was uploaded for one has been read. */
    static void awaitFindings(Served served, Path data, String draft) {
        var scans = served.get(ListScans.class);
        var of = DraftFolder.of(data, draft);
        Awaitility.await("what the list holds")
                .pollInterval(Duration.ofMillis(50))
                .until(() -> scans.of(of).isPresent());
    }
}
