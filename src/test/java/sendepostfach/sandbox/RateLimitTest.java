package sendepostfach.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Phase;

class RateLimitTest {
    private static final Attempt ATTEMPT =
            Attempt.toConnect("A1", "127.0.0.1").from("news@blatt.example", 0).to("erika@web.example");

    private final SettableTime time = new SettableTime();

    private RateLimit limit(Optional<RateLimit.Punishment> punishment) {
        ReplyText reply = ReplyText.parse("450 4.7.0 Rate limit reached. Please try again later");
        return new RateLimit(time, Phase.RCPT, Limit.parse("10/s"), 20, punishment, reply);
    }

    private static int passed(RateLimit limit, int attempts) {
        int passed = 0;
        for (int i = 0; i < attempts; i++) {
            passed += limit.at(Phase.RCPT, ATTEMPT).isEmpty() ? 1 : 0;
        }
        return passed;
    }

    @Test
    void aBurstPassesAtOnceAndNoMore() {
        assertThat(passed(limit(Optional.empty()), 100)).isEqualTo(20);
    }

    @Test
    void afterTheBurstMailPassesAtTheRate() {
        RateLimit limit = limit(Optional.empty());
        passed(limit, 100);
        time.pass(Duration.ofMillis(500));
        assertThat(passed(limit, 100)).isEqualTo(5);
    }

    @Test
    void aLongRestRefillsTheBurstOnly() {
        RateLimit limit = limit(Optional.empty());
        passed(limit, 100);
        time.pass(Duration.ofHours(1));
        assertThat(passed(limit, 100)).isEqualTo(20);
    }

    @Test
    void otherPhasesCostNothing() {
        RateLimit limit = limit(Optional.empty());
        for (int i = 0; i < 100; i++) {
            assertThat(limit.at(Phase.BODY, ATTEMPT)).isEmpty();
        }
        assertThat(passed(limit, 100)).isEqualTo(20);
    }

    @Test
    void whoDoesNotListenIsRefusedForAWhile() {
        var punishment = new RateLimit.Punishment(Limit.parse("30/10s"), Duration.ofSeconds(60));
        RateLimit limit = limit(Optional.of(punishment));
        passed(limit, 20 + 30);
        time.pass(Duration.ofSeconds(59));
        assertThat(passed(limit, 10)).isZero();
        time.pass(Duration.ofSeconds(1));
        assertThat(passed(limit, 10)).isEqualTo(10);
    }

    @Test
    void whoIsRefusedNowAndThenIsNotPunished() {
        var punishment = new RateLimit.Punishment(Limit.parse("30/10s"), Duration.ofSeconds(60));
        RateLimit limit = limit(Optional.of(punishment));
        passed(limit, 20);
        for (int round = 0; round < 10; round++) {
            assertThat(passed(limit, 20)).isBetween(0, 20);
            time.pass(Duration.ofSeconds(11));
        }
        assertThat(passed(limit, 20)).isEqualTo(20);
    }
}
