package sendepostfach.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class EnvelopePathTest {
    private static EnvelopePath mail(String line) {
        return EnvelopePath.parse(line, "MAIL FROM:").orElseThrow();
    }

    @Test
    void theAddressStandsBetweenTheBrackets() {
        assertThat(mail("MAIL FROM:<erika@firma.example>").address()).isEqualTo("erika@firma.example");
        assertThat(mail("mail from: <erika@firma.example> ").address()).isEqualTo("erika@firma.example");
        assertThat(mail("MAIL FROM:<>").address()).isEmpty();
        assertThat(mail("MAIL FROM:<\"a> b\"@firma.example>").address()).isEqualTo("\"a> b\"@firma.example");
        assertThat(mail("MAIL FROM:<jürgen@firma.example> SMTPUTF8").isAscii()).isFalse();
    }

    @Test
    void theSizeIsFoundWhereverItStands() {
        assertThat(mail("MAIL FROM:<a@b.example> SIZE=1000 BODY=8BITMIME").size())
                .isEqualTo(1_000);
        assertThat(mail("MAIL FROM:<a@b.example> BODY=8BITMIME size=99999999999")
                        .size())
                .isEqualTo(99_999_999_999L);
        assertThat(mail("MAIL FROM:<a@b.example> SIZE=much").size()).isZero();
    }

    @Test
    void anUnknownParameterIsNamed() {
        assertThat(mail("MAIL FROM:<a@b.example> RET=HDRS BY=100").otherThan(List.of("RET")))
                .contains("BY=100");
        assertThat(mail("MAIL FROM:<a@b.example> ret=HDRS").otherThan(List.of("RET")))
                .isEmpty();
    }

    @Test
    void wrongSyntaxIsNoPath() {
        assertThat(EnvelopePath.parse("MAIL erika@firma.example", "MAIL FROM:")).isEmpty();
        assertThat(EnvelopePath.parse("MAIL FROM:erika@firma.example", "MAIL FROM:"))
                .isEmpty();
        assertThat(EnvelopePath.parse("MAIL FROM:<a@b.example>SIZE=1", "MAIL FROM:"))
                .isEmpty();
        assertThat(EnvelopePath.parse("MAIL FROM:<a@b.example", "MAIL FROM:")).isEmpty();
    }
}
