package sendepostfach.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ShareTest {
    private static final Attempt ATTEMPT = Attempt.toConnect("A1", "127.0.0.1").from("news@blatt.example", 0);

    @Test
    void aThirdOfTheDomainsIsAboutAThirdAndAlwaysTheSame() {
        Share share = Share.parse("30% of domains");
        long hit = IntStream.range(0, 10_000)
                .filter(i -> share.includes(ATTEMPT.to("erika@firma" + i + ".example"), new Random(i)))
                .count();
        assertThat(hit).isBetween(2_800L, 3_200L);
        assertThat(share.includes(ATTEMPT.to("erika@firma1.example"), new Random(1)))
                .isEqualTo(share.includes(ATTEMPT.to("otto@FIRMA1.example"), new Random(2)));
    }

    @Test
    void aShareOfAttemptsIsDrawnByChance() {
        Share share = Share.parse("2.5% of attempts");
        var random = new Random(7);
        long hit = IntStream.range(0, 10_000)
                .filter(i -> share.includes(ATTEMPT.to("erika@firma.example"), random))
                .count();
        assertThat(hit).isBetween(200L, 300L);
    }

    @Test
    void allAndNoneAreShares() {
        assertThat(Share.parse("100% of recipients").includes(ATTEMPT.to("a@b.example"), new Random(1)))
                .isTrue();
        assertThat(Share.parse("0% of recipients").includes(ATTEMPT.to("a@b.example"), new Random(1)))
                .isFalse();
    }

    @Test
    void nonsenseIsRefusedWithTheFormThatIsUnderstood() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Share.parse("a third"))
                .withMessageContaining("write it like 30% of domains");
        assertThatIllegalArgumentException().isThrownBy(() -> Share.parse("101% of domains"));
    }
}
