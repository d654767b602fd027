package sendepostfach.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceTest {
    @Test
    void afterSoManySilencesInARowOneQuestionAtATimeIsAsked() {
        var silence = new Silence(2);
        silence.end(false);
        assertThat(silence.isWorthAsking()).isTrue();
        silence.end(false);
        assertThat(silence.isWorthAsking()).isTrue();
        assertThat(silence.isWorthAsking()).isFalse();
        silence.end(false);
        assertThat(silence.isWorthAsking()).isTrue();
    }

    @Test
    void oneAnswerEndsIt() {
        var silence = new Silence(1);
        silence.end(false);
        assertThat(silence.isWorthAsking()).isTrue();
        silence.end(true);
        assertThat(silence.isWorthAsking()).isTrue();
        assertThat(silence.isWorthAsking()).isTrue();
    }
}
