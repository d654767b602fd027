package sendepostfach.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

class MissedTest {
    private static final Instant DUE = Instant.parse("2026-12-01T08:00:00Z");

    @Test
    void aLittleLateIsNotMissedAndWhatIsMissedIsSkippedOnlyWhereTheJobSaysSo() {
        assertThat(Missed.SKIP.skips(DUE, DUE.plus(Missed.GRACE))).isFalse();
        assertThat(Missed.SKIP.skips(DUE, DUE.plus(Missed.GRACE).plusMillis(1))).isTrue();
        assertThat(Missed.ONCE.skips(DUE, DUE.plus(Duration.ofDays(1)))).isFalse();
    }
}
