package sendepostfach.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

class SiteSpeedTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final PaceSettings SETTINGS = PaceSettings.STANDARD;
    private static final double MOST = 100;

    /** A site that takes more than it is sent. */
    private static final SiteSpeed SLOW = new SiteSpeed(2, 0, 0, Instant.EPOCH, NOW, 0, true);

    private Instant now = NOW;

    /** Sends at the allowed rate for so long, all accepted. */
    private SiteSpeed clean(SiteSpeed speed, Duration length) {
        SiteSpeed after = speed;
        for (Instant end = now.plus(length); now.isBefore(end); now = now.plusSeconds(10)) {
            after = after.afterAcceptances((int) Math.ceil(10 * after.at(MOST)), now, MOST, SETTINGS);
        }
        return after;
    }

    private SiteSpeed trouble(SiteSpeed speed) {
        return speed.afterTrouble(now, MOST, SETTINGS);
    }

    private static double rate(SiteSpeed speed) {
        return speed.at(MOST);
    }

    @Test
    void anUnknownSiteBeginsAtTheConfiguredRate() {
        assertThat(SiteSpeed.UNKNOWN.at(MOST)).isEqualTo(MOST);
    }

    @Test
    void cleanSendingRaisesTheRateUpToTheConfiguredOne() {
        SiteSpeed after = clean(SLOW, Duration.ofSeconds(90));
        assertThat(rate(after)).isEqualTo(4);

        assertThat(rate(clean(after, Duration.ofMinutes(20)))).isEqualTo(MOST);
    }

    @Test
    void aRateThatWasNotUsedUpIsNotRaised() {
        SiteSpeed after = SLOW;
        for (int minute = 0; minute < 30; minute++) {
            now = now.plusSeconds(60);
            after = after.afterAcceptances(30, now, MOST, SETTINGS);
        }
        assertThat(rate(after)).isEqualTo(2);
    }

    @Test
    void troubleHalvesTheRateAtMostOnceAMinute() {
        SiteSpeed fast = clean(SLOW, Duration.ofMinutes(20));
        SiteSpeed slower = trouble(fast);
        assertThat(rate(slower)).isEqualTo(MOST / 2);

        now = now.plusSeconds(30);
        assertThat(trouble(slower)).isEqualTo(slower);
        now = now.plusSeconds(60);
        assertThat(rate(trouble(slower))).isEqualTo(MOST / 4);
    }

    @Test
    void theRateThatWentWrongIsNotTriedAgainForAnHour() {
        SiteSpeed after = trouble(clean(SLOW, Duration.ofMinutes(4))).awake(now);
        double wrong = after.tooFast();

        after = clean(after, Duration.ofMinutes(60));
        assertThat(rate(after)).isBetween(0.9 * wrong, 0.95 * wrong);

        after = clean(after, Duration.ofMinutes(40));
        assertThat(rate(after)).isGreaterThan(wrong);
    }

    /** One message at a time, each accepted, so many seconds apart. */
    private SiteSpeed messages(SiteSpeed speed, int many, int secondsApart) {
        SiteSpeed after = speed;
        for (int message = 0; message < many; message++) {
            now = now.plusSeconds(secondsApart);
            after = after.afterAcceptances(1, now, MOST, SETTINGS);
        }
        return after;
    }

    @Test
    void aHandfulOfMessagesProvesNoRateHoweverLongTheyTook() {
        SiteSpeed nineteen = messages(new SiteSpeed(0.01, 0, 0.012, now, now, 0, true), 19, 100);
        assertThat(nineteen.proven()).isZero();

        assertThat(messages(nineteen, 1, 100).proven()).isEqualTo(0.01);
    }

    @Test
    void aLowRateIsRaisedBySixMessagesAtTheEarliest() {
        SiteSpeed five = messages(new SiteSpeed(0.04, 0, 1, now, now, 0, true), 5, 25);
        assertThat(rate(five)).isEqualTo(0.04);

        assertThat(rate(messages(five, 1, 25))).isGreaterThan(0.04);
    }

    @Test
    void aRateThatIsProvenIsReachedAgainWithinMinutes() {
        var higher = new SiteSpeed(60, 50, 0, Instant.EPOCH, now.minusSeconds(120), 7200, false);
        SiteSpeed after = trouble(higher).awake(now);
        assertThat(rate(after)).isEqualTo(30);

        assertThat(rate(clean(after, Duration.ofMinutes(4)))).isEqualTo(50);
    }

    @Test
    void aSiteThatIsFullAfterAFewSecondsTookWhatItTakesInAMinute() {
        // 20 within 12 seconds and not one more: less than 21 a minute
        SiteSpeed after = SiteSpeed.UNKNOWN.afterAcceptances(1, now, MOST, SETTINGS);
        now = now.plusSeconds(12);
        after = after.afterAcceptances(19, now, MOST, SETTINGS);

        assertThat(rate(trouble(after))).isCloseTo(0.9 * 21 / 60, within(0.001));
        assertThat(trouble(after).tooFast()).isCloseTo(21.0 / 60, within(0.001));
    }

    @Test
    void theMailThatEndedTheRestCountsAmongWhatTheSiteTook() {
        SiteSpeed after = SLOW.awake(now, 1);
        now = now.plusSeconds(20);

        assertThat(after.afterAcceptances(8, now, MOST, SETTINGS).count()).isEqualTo(9);
    }

    @Test
    void whatWentWellBeforeASmallStepThatWentWrongIsKept() {
        var crept = new SiteSpeed(1.05, 1, 1.02, now.minusSeconds(4000), now.minusSeconds(60), 63, false);

        SiteSpeed after = trouble(crept).awake(now);

        assertThat(after.proven()).isEqualTo(1);
        assertThat(rate(clean(after, Duration.ofMinutes(4)))).isEqualTo(1);
    }

    @Test
    void theRateNeverFallsBelowTheLowest() {
        SiteSpeed after = SLOW;
        for (int strike = 0; strike < 40; strike++) {
            now = now.plusSeconds(300);
            after = trouble(after.awake(now));
        }
        assertThat(rate(after)).isCloseTo(SETTINGS.lowest().perSecond(), within(1e-9));
    }
}
