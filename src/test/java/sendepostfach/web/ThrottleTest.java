package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

class ThrottleTest {
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");
    private final Throttle throttle = new Throttle(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed("anna");
        }
    }

    @Test
    void fourFailuresCostNothing() {
        fail(4);
        assertThat(throttle.waitOf("anna")).isZero();
    }

    @Test
    void fromTheFifthOnEachWaitIsTwiceAsLongUpToAQuarterOfAnHour() {
        fail(5);
        assertThat(throttle.waitOf("anna")).isEqualTo(Duration.ofSeconds(10));
        fail(1);
        assertThat(throttle.waitOf("anna")).isEqualTo(Duration.ofSeconds(20));
        fail(20);
        assertThat(throttle.waitOf("anna")).isEqualTo(Duration.ofMinutes(15));
        now = now.plus(Duration.ofMinutes(15));
        assertThat(throttle.waitOf("anna")).isZero();
    }

    @Test
    void successForgetsFailuresAndOthersDoNotWait() {
        fail(9);
        assertThat(throttle.waitOf("bernd")).isZero();
        throttle.succeeded("anna");
        fail(4);
        assertThat(throttle.waitOf("anna")).isZero();
    }
}
