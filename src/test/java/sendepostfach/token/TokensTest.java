package sendepostfach.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Secret;

class TokensTest {
    private static final Tokens TOKENS = new Tokens(new Secret("a key of many characters"));
    private static final MailId MAIL = new MailId("1y2p0ij32e8e7", 999_999_999);

    @Test
    void aTokenNamesItsMail() {
        String token = TOKENS.sign(MAIL, Purpose.RETURN);

        assertThat(TOKENS.verify(token, Purpose.RETURN)).contains(MAIL);
        assertThat(token).matches("[a-z0-9.]{1,47}");
    }

    @Test
    void serversMayChangeItsCase() {
        String token = TOKENS.sign(MAIL, Purpose.RETURN).toUpperCase(Locale.ROOT);

        assertThat(TOKENS.verify(token, Purpose.RETURN)).contains(MAIL);
    }

    @Test
    void nobodyMakesOneWithoutTheKey() {
        String token = TOKENS.sign(new MailId("abc", 7), Purpose.RETURN);
        String another = new Tokens(new Secret("another key of many characters")).sign(MAIL, Purpose.RETURN);

        assertThat(TOKENS.verify(token.replace("abc.7", "abc.8"), Purpose.RETURN))
                .isEmpty();
        assertThat(TOKENS.verify(token.replace("abc.7", "abd.7"), Purpose.RETURN))
                .isEmpty();
        assertThat(TOKENS.verify(another, Purpose.RETURN)).isEmpty();
        assertThat(TOKENS.verify("abc.7", Purpose.RETURN)).isEmpty();
        assertThat(TOKENS.verify("abc.7.aaaaaaaaaaaaaaaa", Purpose.RETURN)).isEmpty();
        assertThat(TOKENS.verify("", Purpose.RETURN)).isEmpty();
    }

    @Test
    void aTokenServesOnePurposeOnly() {
        assertThat(TOKENS.verify(TOKENS.sign(MAIL, Purpose.RETURN), Purpose.UNSUBSCRIBE))
                .isEmpty();
    }

    @Test
    void tokensAreFoundInsideText() {
        String one = TOKENS.sign(MAIL, Purpose.RETURN);
        String other = TOKENS.sign(new MailId("abc", 7), Purpose.RETURN);

        assertThat(TOKENS.in(
                        "SRS0=x=yz=a.example=bounce+" + one + "@b.example, <" + other + "@a.example>", Purpose.RETURN))
                .containsExactly(MAIL, new MailId("abc", 7));
        assertThat(TOKENS.in("x" + one + " " + one + "a", Purpose.RETURN)).isEmpty();
    }

    @Test
    void aLongHostileTextCostsLittle() {
        String hostile = "a.1.aaaaaaaaaaaaaaaa ".repeat(100_000) + TOKENS.sign(MAIL, Purpose.RETURN);

        assertThat(TOKENS.in(hostile, Purpose.RETURN)).isEmpty();
    }

    @Test
    void hashesNeedTheKey() {
        assertThat(TOKENS.hash("anna@example.de")).isEqualTo(TOKENS.hash("anna@example.de"));
        assertThat(TOKENS.hash("anna@example.de"))
                .isNotEqualTo(new Tokens(new Secret("another key of many characters")).hash("anna@example.de"));
    }

    @Test
    void aShortKeyIsRefused() {
        assertThatThrownBy(() -> new Tokens(new Secret("short"))).hasMessageContaining("at least 16 characters");
    }
}
