package sendepostfach.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PhraseTest {
    @Test
    void wordsStandOneAfterAnother() {
        assertThat(isIn("user unknown", "User unknown")).isTrue();
        assertThat(isIn("user unknown", "user is unknown")).isFalse();
        assertThat(isIn("user unknown", "superuser unknown")).isFalse();
        assertThat(isIn("user unknown", "user unknowns")).isFalse();
    }

    @Test
    void aChoiceIsEitherWord() {
        assertThat(isIn("user|mailbox unknown", "mailbox unknown")).isTrue();
        assertThat(isIn("user|mailbox unknown", "host unknown")).isFalse();
    }

    @Test
    void aWordMayBeMissing() {
        assertThat(isIn("mailbox is? full", "mailbox full")).isTrue();
        assertThat(isIn("mailbox is? full", "mailbox is full")).isTrue();
    }

    @Test
    void aStarIsTheRestOfAWord() {
        assertThat(isIn("block* by", "blocked by")).isTrue();
        assertThat(isIn("*spamhaus*", "listed at zen.spamhaus.org")).isTrue();
    }

    @Test
    void aGapIsUpToEightWordsAndNeverReachesTheNames() {
        assertThat(isIn("mailbox ... full", "mailbox of that user is completely full"))
                .isTrue();
        assertThat(isIn("mailbox ... full", "mailbox a b c d e f g h i full")).isFalse();
        assertThat(isIn("user ... *.com", "user x.com")).isFalse();
    }

    @Test
    void wordsInEitherOrderAreTwoPhrases() {
        assertThat(Phrase.list("mailbox ~ full"))
                .allSatisfy(phrase -> assertThat(phrase.toString()).isIn("mailbox ... full", "full ... mailbox"))
                .hasSize(2);
    }

    @Test
    void aWordThatOnlyHoldsAnotherIsNotThatWord() {
        assertThat(isIn("no ... user", "notice to this user")).isFalse();
        assertThat(isIn("no ... user", "no such user")).isTrue();
        assertThat(isIn("*@*", "No x@example.com")).isTrue();
    }

    @Test
    void aListIsPartedByCommas() {
        assertThat(Phrase.list("user unknown, no such user")).hasSize(2);
    }

    @Test
    void aPhraseThatCouldFindNothingOrAnythingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Phrase.of("a? ..."))
                .withMessageContaining("no word that must be there");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Phrase.of("User unknown"))
                .withMessageContaining("lower case");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Phrase.of("by the|this? user"))
                .withMessageContaining("choice that may be left out");
    }

    private static boolean isIn(String phrase, String text) {
        return Phrase.of(phrase).isIn(Wording.of(text));
    }
}
