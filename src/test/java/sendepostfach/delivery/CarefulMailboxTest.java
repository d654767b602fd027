package sendepostfach.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;

class CarefulMailboxTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final SendingMailbox.Borrowed REFUSED =
            new SendingMailbox.Borrowed.Failed(Reply.parse(Phase.AUTH, "535 5.7.8 Authentication failed"));

    private final SettableClock clock = new SettableClock(START);
    private int logins;
    private SendingMailbox.Borrowed answer = REFUSED;
    private final SendingMailbox careful = new CarefulMailbox(
            () -> {
                logins++;
                return answer;
            },
            clock);

    @Test
    void aWrongLoginIsTriedOnceHoweverManyWait() throws Exception {
        for (int lane = 0; lane < 24; lane++) {
            assertThat(careful.borrow()).isEqualTo(REFUSED);
        }
        assertThat(logins).isEqualTo(1);
    }

    @Test
    void afterAWhileItIsTriedAgain() throws Exception {
        careful.borrow();
        clock.set(START.plusSeconds(60));
        answer = new SendingMailbox.Borrowed.Ready(new SendingMailbox.Connection() {
            @Override
            public Reply send(Envelope envelope, byte[] mail) {
                return Reply.parse(Phase.BODY, "250 Ok");
            }

            @Override
            public void close() {}
        });
        assertThat(careful.borrow()).isEqualTo(answer);
        assertThat(careful.borrow()).isEqualTo(answer);
        assertThat(logins).isEqualTo(3);
    }
}
