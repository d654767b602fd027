package sendepostfach.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.SiteRules;

class SitePaceTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final PaceSettings SETTINGS = PaceSettings.STANDARD;
    private static final SiteRules RULES = new SiteRules(Limit.parse("60/min"), 5, 20);
    private static final String REPLY = "450 4.7.0 Rate limit reached";

    private static SitePace limited(SitePace before, Instant now) {
        return before.afterRateLimit(now, Optional.empty(), REPLY, RULES, SETTINGS);
    }

    private static SitePace accepted(SitePace before, Instant now) {
        return before.afterAcceptances(1, now, RULES, SETTINGS);
    }

    private static SitePace crowded(SitePace before, Instant now) {
        return before.afterTooMany(
                before.connections(RULES), now, Optional.empty(), "421 too many connections", RULES, SETTINGS);
    }

    @Test
    void aRateLimitHalvesTheRateAndRestsForFiveMinutes() {
        SitePace pace = limited(SitePace.FRESH, NOW);

        assertThat(pace.spacing(RULES)).isEqualTo(Duration.ofSeconds(2));
        assertThat(pace.rest().until()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(pace.rest().reason()).contains(REPLY);
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
            assertThat(Duration.between(now, pace.rest().until())).isEqualTo(Duration.ofMinutes(minutes));
            now = pace.rest().until();
        }
        SitePace awake = accepted(pace, now);
        assertThat(Duration.between(now, limited(awake, now).rest().until())).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aProbeThatIsRefusedSaysNothingOfTheRate() {
        SitePace resting = limited(SitePace.FRESH, NOW);

        SitePace again = limited(resting, resting.rest().until());

        assertThat(again.spacing(RULES)).isEqualTo(resting.spacing(RULES));
    }

    @Test
    void aMailThatWasUnderWayWhenTheRestBeganDoesNotEndTheProbing() {
        SitePace resting = limited(SitePace.FRESH, NOW);

        SitePace after = accepted(resting, NOW.plusSeconds(1));

        assertThat(after).isEqualTo(resting);
        assertThat(after.isProbing()).isTrue();
        assertThat(after.connections(RULES)).isEqualTo(1);
    }

    @Test
    void theTimeThatTheReplyNamesIsTheRest() {
        SitePace pace = SitePace.FRESH.afterRateLimit(NOW, Optional.of(Duration.ofSeconds(90)), REPLY, RULES, SETTINGS);

        assertThat(pace.rest().until()).isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void aBlockRestsForTwelveHoursAndLeavesTheRate() {
        SitePace pace = SitePace.FRESH.afterBlocked(NOW, Optional.empty(), "554 blocked", SETTINGS);

        assertThat(pace.rest().until()).isEqualTo(NOW.plus(Duration.ofHours(12)));
        assertThat(pace.speed()).isEqualTo(SiteSpeed.UNKNOWN);
    }

    @Test
    void aReplyThatSaysTooManyTakesAConnectionAwayAndTheLastOneRests() {
        SitePace pace = SitePace.FRESH;
        for (int left : new int[] {4, 3, 2, 1}) {
            pace = crowded(pace, NOW);
            assertThat(pace.connections(RULES)).isEqualTo(left);
            assertThat(pace.isSuspendedAt(NOW)).isFalse();
        }
        assertThat(crowded(pace, NOW).isSuspendedAt(NOW)).isTrue();
    }

    @Test
    void furtherRepliesOfTheSameMomentTakeNoMoreAway() {
        SitePace pace = crowded(SitePace.FRESH, NOW);

        SitePace after = pace.afterTooMany(5, NOW, Optional.empty(), "421 too many", RULES, SETTINGS);

        assertThat(after.connections(RULES)).isEqualTo(4);
    }

    @Test
    void cleanSendingBringsConnectionsBackButNotTheNumberThatWentWrong() {
        SitePace pace = crowded(crowded(crowded(SitePace.FRESH, NOW), NOW), NOW);
        assertThat(pace.connections(RULES)).isEqualTo(2);
        Instant now = NOW;
        for (int message = 0; message < 500; message++) {
            now = now.plusSeconds(1);
            pace = accepted(pace, now);
        }
        assertThat(pace.connections(RULES)).isEqualTo(2);
        now = now.plus(SETTINGS.rememberFor());
        for (int message = 0; message < 500; message++) {
            pace = accepted(pace, now);
        }
        assertThat(pace.connections(RULES)).isEqualTo(5);
    }

    @Test
    void anOperatorsRateReplacesTheLearnedOne() {
        SitePace pace = limited(SitePace.FRESH, NOW).fixedAt(Optional.of(Limit.parse("10/s")));

        assertThat(pace.spacing(RULES)).isEqualTo(Duration.ofMillis(100));
        assertThat(pace.fixedAt(Optional.empty()).spacing(RULES)).isEqualTo(Duration.ofSeconds(2));
    }
}
