package sendepostfach.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

import org.junit.jupiter.api.Test;

class RelaxedBodyTest {
    private static final String PIECES = "a.=\t  \t\r\n\r\n\r\n";

    @Test
    void theExampleOfRfc8463HasItsHash() {
        String body = "Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
        assertThat(hash(body)).isEqualTo("2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=");
    }

    @Test
    void theEmptyBodyHasTheHashOfRfc6376() {
        String nothing = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assertThat(hash("")).isEqualTo(nothing);
        assertThat(hash("\r\n \t\r\n\r\n")).isEqualTo(nothing);
    }

    @Test
    void blanksAndEmptyLinesCountAsTheRfcSays() {
        assertThat(hash(" C \r\nD \t E\r\n\r\n\r\n")).isEqualTo(hash(" C\r\nD E\r\n"));
        assertThat(hash("no end")).isEqualTo(hash("no end\r\n"));
        assertThat(hash("a\r\n \r\nb\r\n")).isEqualTo(hash("a\r\n\r\nb\r\n"));
        assertThat(hash("\tx\r\n")).isEqualTo(hash(" x\r\n")).isNotEqualTo(hash("x\r\n"));
        assertThat(hash("ab\r\n")).isNotEqualTo(hash("a b\r\n"));
    }

    @Test
    void anyBodyHasTheHashOfItsCanonicalForm() {
        var random = new Random(8463);
        for (int i = 0; i < 20_000; i++) {
            String body = body(random);
            assertThat(hash(body)).as(body).isEqualTo(plainHash(canonical(body)));
        }
    }

    private static String body(Random random) {
        var body = new StringBuilder();
        int pieces = random.nextInt(20);
        for (int i = 0; i < pieces; i++) {
            char piece = PIECES.charAt(random.nextInt(PIECES.length()));
            body.append(piece == '\r' || piece == '\n' ? "\r\n" : String.valueOf(piece));
        }
        return body.toString();
    }

    /** The same by patterns, as the RFC puts it. */
    private static String canonical(String body) {
        String lines =
                body.replaceAll("[ \t]+", " ").replaceAll(" (?=\r\n|\\z)", "").replaceAll("(\r\n)+\\z", "");
        return lines.isEmpty() ? "" : lines + "\r\n";
    }

    private static String plainHash(String octets) {
        return Base64.getEncoder().encodeToString(RelaxedBody.sha256().digest(octets.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hash(String body) {
        byte[] mail = ("A: b\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(RelaxedBody.hash(mail, 8));
    }
}
