package sendepostfach.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final String PASSWORD = "Geheim-Wört!\"42";
    private static final Secret SECRET = new Secret(PASSWORD);

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aReplyWithoutItStaysAsItIs() {
        String reply = "535 5.7.8 Authentication failed: see https://help.example/geheimnisse?id=42";
        assertThat(SECRET.takenOutOf(reply)).isEqualTo(reply);
        assertThat(Secret.NONE.takenOutOf(reply)).isEqualTo(reply);
    }

    @Test
    void itIsTakenOutAsItIs() {
        assertThat(SECRET.takenOutOf("no: ada/" + PASSWORD + ", go")).isEqualTo("no: ada/***, go");
        assertThat(SECRET.takenOutOf("NO: " + PASSWORD.toUpperCase(java.util.Locale.ROOT) + "."))
                .isEqualTo("NO: ***.");
        assertThat(SECRET.takenOutOf("NO LOGIN ada \"Geheim-Wört!\\\"42\" x")).isEqualTo("NO LOGIN ada \"***\" x");
    }

    @Test
    void whatIsCutOffOrMisreadTakesTheRestOfTheLineAlong() {
        assertThat(SECRET.takenOutOf("500 AUTH ada Geheim-W...\nsecond line"))
                .isEqualTo("500 AUTH ada ***\nsecond line");
        assertThat(SECRET.takenOutOf("500 Geheim-W?rt!\"42 x")).isEqualTo("500 ***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0ada\0", "\0a\0", "\0ab\0", "ada\0ada\0", "user=ada\u0001auth=Bearer "})
    void itIsTakenOutOfWhateverItIsEncodedWith(String before) {
        for (String after : new String[] {"", "\u0001\u0001", "x"}) {
            assertThat(SECRET.takenOutOf("501 bad: " + base64(before + PASSWORD + after) + " (AUTH)"))
                    .isEqualTo("501 bad: *** (AUTH)");
        }
        String cut = base64(before + PASSWORD);
        assertThat(SECRET.takenOutOf("501 " + cut.substring(0, cut.length() - 8) + "..."))
                .isEqualTo("501 ***...");
    }

    @Test
    void whatIsTooShortToBeASecretDoesNotTearHolesIntoTexts() {
        assertThat(new Secret("a").takenOutOf("a large mailbox")).isEqualTo("a large mailbox");
        assertThat(new Secret("pass").takenOutOf("530 bad pass")).isEqualTo("530 bad ***");
    }
}
