package sendepostfach.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The short form of {@code bench/pacing}. */
class PacingSimulationTest {
    @TestFactory
    Stream<DynamicTest> theHiddenLimitIsFoundWithinAnHourAndHardlyEverTouched() {
        return Stream.of(
                        PacingBench.bucket("5/min"),
                        PacingBench.window("5/min"),
                        PacingBench.bucket("20/min"),
                        PacingBench.window("1/s"),
                        PacingBench.bucket("5/s"),
                        PacingBench.window("20/s"),
                        PacingBench.connections(3))
                .map(provider -> DynamicTest.dynamicTest(provider.name(), () -> {
                    PacingBench.Played played = PacingBench.play(PacingBench.product(), provider, 120);
                    assertThat(played.goodputOfSecondHour()).isGreaterThanOrEqualTo(0.85);
                    assertThat(played.refusedShare()).isLessThanOrEqualTo(0.02);
                }));
    }

    @Test
    void aLimitThatFallsToATenthIsNoticedWithinTenMinutesAndOneThatRisesTenfoldWithinTwoHours() {
        for (PacingBench.Provider provider : new PacingBench.Provider[] {
            PacingBench.bucket("5/min"),
            PacingBench.window("5/min"),
            PacingBench.bucket("20/min"),
            PacingBench.window("20/min"),
            PacingBench.bucket("1/s"),
            PacingBench.window("1/s"),
            PacingBench.connections(3)
        }) {
            PacingBench.Played played = PacingBench.play(PacingBench.product(), provider);
            assertThat(played.adaptedToFall()).as(provider.name()).isLessThanOrEqualTo(10);
            assertThat(played.adaptedToRise()).as(provider.name()).isLessThanOrEqualTo(120);
        }
    }

    @Test
    void theSimplerWaysDoWorse() {
        PacingBench.Provider provider = PacingBench.window("1/s");
        var rules = PacingBench.RULES;

        assertThat(PacingBench.play(new Sender.SuspendThenFullSpeed(rules), provider, 120)
                        .goodputOfSecondHour())
                .isLessThan(0.5);
        assertThat(PacingBench.play(new Sender.Fixed(rules.rate()), provider, 120)
                        .refusedShare())
                .isGreaterThan(0.5);
    }
}
