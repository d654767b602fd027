package sendepostfach.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Limit;

class SitePaceTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final PaceSettings SETTINGS = PaceSettings.STANDARD;
    private static final String REPLY = "450 4.7.0 Rate limit reached";

    private static SitePace limited(SitePace before, Instant now) {
        return before.afterRateLimit(now, Optional.empty(), REPLY, SETTINGS);
    }

    @Test
    void aRateLimitHalvesTheRateAndRestsForFiveMinutes() {
        SitePace pace = limited(SitePace.FRESH, NOW);

        assertThat(pace.share()).isEqualTo(0.5);
        assertThat(pace.suspendedUntil()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(pace.spacing(Limit.parse("60/min"))).isEqualTo(Duration.ofSeconds(2));
        assertThat(pace.reason()).contains(REPLY);
    }

    @Test
    void furtherRepliesOfTheSameBurstChangeNothing() {
        SitePace pace = limited(SitePace.FRESH, NOW);

        assertThat(limited(pace, NOW.plusSeconds(1))).isEqualTo(pace);
    }

    @Test
    void restsDoubleUntilAMailIsAcceptedAndNeverExceedFourHours() {
        SitePace pace = SitePace.FRESH;
        Instant now = NOW;
        for (int minutes : new int[] {5, 10, 20, 40, 80, 160, 240, 240}) {
            pace = limited(pace, now);
            assertThat(Duration.between(now, pace.suspendedUntil())).isEqualTo(Duration.ofMinutes(minutes));
            now = pace.suspendedUntil();
        }
        SitePace awake = pace.afterAcceptance(now, SETTINGS);
        assertThat(Duration.between(now, limited(awake, now).suspendedUntil())).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aMailThatWasUnderWayWhenTheRestBeganDoesNotEndTheProbing() {
        SitePace resting = limited(SitePace.FRESH, NOW);

        SitePace after = resting.afterAcceptance(NOW.plusSeconds(1), SETTINGS);

        assertThat(after).isEqualTo(resting);
        assertThat(after.isProbing()).isTrue();
    }

    @Test
    void theTimeThatTheReplyNamesIsTheRest() {
        SitePace pace = SitePace.FRESH.afterRateLimit(NOW, Optional.of(Duration.ofSeconds(90)), REPLY, SETTINGS);

        assertThat(pace.suspendedUntil()).isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void cleanSendingRaisesTheRateStepByStepUpToTheConfiguredOne() {
        SitePace pace = limited(SitePace.FRESH, NOW);
        Instant now = pace.suspendedUntil();
        pace = pace.afterAcceptance(now, SETTINGS);
        assertThat(pace.share()).isEqualTo(0.5);

        assertThat(pace.afterAcceptance(now.plusSeconds(60), SETTINGS)).isEqualTo(pace);
        for (int step = 0; step < 10; step++) {
            now = now.plus(SETTINGS.raiseEvery());
            pace = pace.afterAcceptance(now, SETTINGS);
        }
        assertThat(pace.share()).isEqualTo(1);
    }

    @Test
    void theRateNeverFallsBelowTheLowestShare() {
        SitePace pace = SitePace.FRESH;
        Instant now = NOW;
        for (int strike = 0; strike < 20; strike++) {
            pace = limited(pace, now);
            now = pace.suspendedUntil();
        }
        assertThat(pace.share()).isEqualTo(SETTINGS.lowestShare());
    }
}
