package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.RejectReason;

class ListSummaryTest {
    private final List<Rejection> rejected = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void everyRowIsAcceptedDuplicateOrRejected() {
        ListSummary summary = summarise("Name;Mail\nA;a@gmail.com\nB;A@GoogleMail.com\nC;c@x.de\nD;\nE;e\nF;\"f\n");
        assertThat(summary.rows()).isEqualTo(6);
        assertThat(summary.accepted()).isEqualTo(2);
        assertThat(summary.duplicates()).isEqualTo(1);
        assertThat(rejected.stream().map(Rejection::reason))
                .containsExactly(RejectReason.NO_ADDRESS, RejectReason.MALFORMED_ADDRESS, RejectReason.UNREADABLE);
        assertThat(rejected.stream().map(Rejection::line)).containsExactly(5, 6, 7);
    }

    @Test
    void theLargestSiteComesFirst() {
        ListSummary summary = summarise("Mail\na@x.de\na@gmx.de\nb@gmx.net\nc@gmx.at\nd@web.de\n");
        assertThat(summary.sites()).containsExactly(entry("gmx", 3L), entry("web.de", 1L), entry("x.de", 1L));
    }

    @Test
    void withoutEmailColumnNoRowIsTaken() {
        ListSummary summary = summarise("Vorname;Ort\nAnna;Ulm\nJörg;Kiel\n");
        assertThat(summary.accepted()).isZero();
        assertThat(summary.rejected()).isEqualTo(summary.rows()).isEqualTo(2);
        assertThat(rejected.get(0).detail()).isEqualTo("the list has no e-mail column");
    }

    @Test
    void aSummaryThatDoesNotAddUpIsRefused() {
        assertThatThrownBy(() -> new ListSummary(3, 1, 1, 0, Map.of())).hasMessageContaining("do not add up");
    }

    private ListSummary summarise(String list) {
        Path file = Lists.write(directory, list);
        return ListSummary.of(
                file, Lists.detect(file), domain -> domain.startsWith("gmx.") ? "gmx" : domain, rejected::add);
    }
}
