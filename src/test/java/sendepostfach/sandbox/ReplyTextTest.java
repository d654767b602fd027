package sendepostfach.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ReplyTextTest {
    private static final Attempt ATTEMPT =
            Attempt.toConnect("A1", "127.0.0.1").from("news@blatt.example", 0).to("Erika@Firma.example");

    @Test
    void aLineIsFilledIn() {
        ReplyText reply = ReplyText.parse("450 4.2.0 <{recipient}> of {domain} from {sender} at {ip}, {host}, {id}");
        assertThat(reply.fillFor(ATTEMPT, "mx.example"))
                .isEqualTo("450 4.2.0 <Erika@Firma.example> of firma.example from news@blatt.example"
                        + " at 127.0.0.1, mx.example, A1");
    }

    @Test
    void severalLinesGoOverTheWireWithCrLf() {
        ReplyText reply = ReplyText.parse("550-5.1.1 The email account\n550 5.1.1 does not exist\n");
        assertThat(reply.fillFor(ATTEMPT, "mx.example"))
                .isEqualTo("550-5.1.1 The email account\r\n550 5.1.1 does not exist");
    }

    @Test
    void whatARecipientIsCalledIsNotFilledInOnceMore() {
        ReplyText reply = ReplyText.parse("550 <{recipient}>");
        assertThat(reply.fillFor(ATTEMPT.to("{ip}$1\\@firma.example"), "mx.example"))
                .isEqualTo("550 <{ip}$1\\@firma.example>");
    }

    @Test
    void only421EndsTheConnection() {
        assertThat(ReplyText.parse("421 4.7.0 Bye").closes()).isTrue();
        assertThat(ReplyText.parse("450 4.7.0 Later").closes()).isFalse();
    }

    @Test
    void repliesThatNoServerCouldSendAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ReplyText.parse("later"));
        assertThatIllegalArgumentException().isThrownBy(() -> ReplyText.parse(""));
        assertThatIllegalArgumentException().isThrownBy(() -> ReplyText.parse("650 what"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplyText.parse("550 one\n550 two"))
                .withMessageContaining("hyphen behind its code");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplyText.parse("550-one\n550-two"))
                .withMessageContaining("blank behind its code");
        assertThatIllegalArgumentException().isThrownBy(() -> ReplyText.parse("550-one\n551 two"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplyText.parse("550 {user} unknown"))
                .withMessageContaining("cannot fill in {user}");
    }
}
