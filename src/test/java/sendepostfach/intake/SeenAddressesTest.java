package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenAddressesTest {
    @Test
    void onlyTheFirstIsNew() {
        var seen = new SeenAddresses();
        assertThat(seen.add("a@gmx.example")).isTrue();
        assertThat(seen.add("b@gmx.example")).isTrue();
        assertThat(seen.add("a@gmx.example")).isFalse();
        assertThat(seen.size()).isEqualTo(2);
    }

    @Test
    void manySimilarKeysAreAllDifferent() {
        var seen = new SeenAddresses();
        for (int i = 0; i < 300_000; i++) {
            assertThat(seen.add("kunde" + i + "@gmx.example")).isTrue();
        }
        for (int i = 0; i < 300_000; i++) {
            assertThat(seen.add("kunde" + i + "@gmx.example")).isFalse();
        }
        assertThat(seen.size()).isEqualTo(300_000);
    }
}
