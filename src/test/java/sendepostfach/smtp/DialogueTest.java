package sendepostfach.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static sendepostfach.smtp.ScriptedAnswer.close;
import static sendepostfach.smtp.ScriptedAnswer.drop;
import static sendepostfach.smtp.ScriptedAnswer.hang;
import static sendepostfach.smtp.ScriptedAnswer.reply;
import static sendepostfach.smtp.ScriptedAnswer.usual;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.delivery.Envelope;
import sendepostfach.delivery.MailSource.Outgoing;
import sendepostfach.delivery.SendingMailbox.Connection;
import sendepostfach.smtp.ScriptedServer.Script;
import sendepostfach.smtp.ScriptedStep.Event;

/** Mail transactions with servers that pipeline and with such as do not: every reply belongs to its mail. */
@Timeout(30)
class DialogueTest {
    private static final String[] PIPELINING = {"PIPELINING", "8BITMIME"};
    private static final String[] STEP_BY_STEP = {"8BITMIME"};

    private static String[] keywords(boolean pipelining) {
        return pipelining ? PIPELINING : STEP_BY_STEP;
    }

    /** Sends these mails one behind the other on one loan, each knowing the next. */
    private static List<Reply> send(SmtpMailbox mailbox, Outgoing... mails) throws InterruptedException {
        try (Connection connection = Mailboxes.borrow(mailbox)) {
            var replies = new java.util.ArrayList<Reply>();
            for (int i = 0; i < mails.length; i++) {
                replies.add(
                        connection.send(mails[i], i + 1 < mails.length ? Optional.of(mails[i + 1]) : Optional.empty()));
            }
            return replies;
        }
    }

    private static List<Reply> send(Script script, String[] keywords, Outgoing... mails) throws InterruptedException {
        try (var server = ScriptedServer.start(script, keywords);
                var mailbox = new SmtpMailbox(Mailboxes.plain(server.port()), Mailboxes.IMPATIENT, Clock.systemUTC())) {
            return send(mailbox, mails);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mailsArriveOneBehindTheOtherAsTheyAre(boolean pipelining) throws InterruptedException {
        try (var server = ScriptedServer.start(step -> usual(), keywords(pipelining));
                var mailbox = Mailboxes.open(Mailboxes.plain(server.port()))) {
            String odd = ".\r\n..\r\n.Punkt\r\nQUIT\r\nzuletzt ohne Zeilenende";
            String big = ("x".repeat(998) + "\r\n").repeat(300);
            List<Reply> replies = send(
                    mailbox,
                    Mailboxes.mail(1),
                    Mailboxes.mail(2, odd),
                    Mailboxes.mail(3, ""),
                    Mailboxes.mail(4, big),
                    Mailboxes.mail(5));

            assertThat(replies).allMatch(reply -> reply.code() == 250 && reply.phase() == Phase.BODY);
            assertThat(replies)
                    .extracting(Reply::text)
                    .containsExactly(
                            "Ok: queued as 1-1",
                            "Ok: queued as 1-2",
                            "Ok: queued as 1-3",
                            "Ok: queued as 1-4",
                            "Ok: queued as 1-5");
            assertThat(server.accepted())
                    .extracting(ReceivedMail::text)
                    .containsExactly(
                            "Message-ID: <1@blatt.example>\r\n\r\nHallo\r\n",
                            "Message-ID: <2@blatt.example>\r\n\r\n" + odd + "\r\n",
                            "Message-ID: <3@blatt.example>\r\n\r\n",
                            "Message-ID: <4@blatt.example>\r\n\r\n" + big,
                            "Message-ID: <5@blatt.example>\r\n\r\nHallo\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsRefusedInTheMiddleConcernsNobodyElse(boolean pipelining) throws InterruptedException {
        Script script = step -> {
            int n = step.message();
            if (n == 2 && step.is(Event.RCPT)) {
                return reply("550-5.1.1 No such\n550 5.1.1 user");
            }
            if (n == 3 && step.is(Event.MAIL) || n == 4 && step.is(Event.DATA)) {
                return reply("451 4.3.0 Not now");
            }
            return n == 5 && step.is(Event.END_OF_DATA) ? reply("554 5.6.0 Not so") : usual();
        };
        List<Reply> replies = send(
                script,
                keywords(pipelining),
                Mailboxes.mail(1),
                Mailboxes.mail(2),
                Mailboxes.mail(3),
                Mailboxes.mail(4),
                Mailboxes.mail(5),
                Mailboxes.mail(6));

        assertThat(replies).extracting(Reply::code).containsExactly(250, 550, 451, 451, 554, 250);
        assertThat(replies)
                .extracting(Reply::phase)
                .containsExactly(Phase.BODY, Phase.RCPT, Phase.MAIL, Phase.DATA, Phase.BODY, Phase.BODY);
        assertThat(replies.get(1).text()).isEqualTo("No such user");
    }

    @Test
    void aServerThatTakesDataWithoutARecipientGetsAnEmptyMail() throws Exception {
        try (var server = new LaxServer();
                var mailbox = Mailboxes.open(Mailboxes.plain(server.port()))) {
            List<Reply> replies = send(mailbox, Mailboxes.mail(1), Mailboxes.mail(2));

            assertThat(replies).extracting(Reply::code).containsExactly(550, 250);
            assertThat(replies.get(0).phase()).isEqualTo(Phase.RCPT);
            assertThat(server.mails()).containsExactly("", "Message-ID: <2@blatt.example>\r\n\r\nHallo\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBreakBeforeTheLastByteIsToldFromOneAfterIt(boolean pipelining) throws InterruptedException {
        for (ScriptedAnswer trouble : List.of(drop(), hang(), reply("xyz"), reply("354 more"))) {
            for (Event event : List.of(Event.MAIL, Event.RCPT, Event.DATA, Event.END_OF_DATA)) {
                if (event == Event.DATA && trouble.equals(reply("354 more"))) {
                    continue;
                }
                Reply reply = send(step -> step.is(event) ? trouble : usual(), keywords(pipelining), Mailboxes.mail(1))
                        .get(0);

                assertThat(reply.code()).as(event + " " + trouble).isZero();
                assertThat(reply.phase())
                        .as(event + " " + trouble)
                        .isEqualTo(event == Event.END_OF_DATA ? Phase.BODY : Phase.valueOf(event.name()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aServerThatIsClosingSaysSoOfTheMailInHand(boolean pipelining) throws InterruptedException {
        for (Event event : List.of(Event.MAIL, Event.RCPT, Event.DATA, Event.END_OF_DATA)) {
            Reply reply = send(
                            step -> step.is(event) ? close("421 4.3.2 Bye") : usual(),
                            keywords(pipelining),
                            Mailboxes.mail(1))
                    .get(0);
            assertThat(reply.code()).as(event.name()).isEqualTo(421);
            assertThat(reply.phase())
                    .as(event.name())
                    .isEqualTo(event == Event.END_OF_DATA ? Phase.BODY : Phase.valueOf(event.name()));
        }
    }

    @Test
    void anEnvelopeThatWentAheadIsSentAgainWhereTheServerHungUp() throws InterruptedException {
        for (ScriptedAnswer trouble : List.of(drop(), close("421 4.7.0 Too many messages in this connection"))) {
            try (var server = ScriptedServer.start(
                            step -> step.connection() == 1 && step.message() == 2 && step.is(Event.MAIL)
                                    ? trouble
                                    : usual(),
                            PIPELINING);
                    var mailbox = Mailboxes.open(Mailboxes.plain(server.port()))) {
                List<Reply> replies = send(mailbox, Mailboxes.mail(1), Mailboxes.mail(2), Mailboxes.mail(3));

                assertThat(replies).extracting(Reply::code).containsExactly(250, 250, 250);
                assertThat(server.connections()).isEqualTo(2);
                assertThat(server.accepted()).hasSize(3);
            }
        }
    }

    @Test
    void theEndGoesAloneToAServerThatDoesNotPipeline() throws InterruptedException {
        try (var server = ScriptedServer.start(step -> usual(), STEP_BY_STEP);
                var mailbox = Mailboxes.open(Mailboxes.plain(server.port()));
                Connection connection = Mailboxes.borrow(mailbox)) {
            connection.send(Mailboxes.mail(1), Optional.of(Mailboxes.mail(2)));
            assertThat(connection.isAhead()).isFalse();
        }
    }

    @Test
    void anEnvelopeThatWentAheadCanBeWithdrawn() throws InterruptedException {
        try (var server = ScriptedServer.start(step -> usual(), PIPELINING);
                var mailbox = Mailboxes.open(Mailboxes.plain(server.port()))) {
            try (Connection connection = Mailboxes.borrow(mailbox)) {
                connection.send(Mailboxes.mail(1), Optional.of(Mailboxes.mail(2)));
                assertThat(connection.isAhead()).isTrue();
                connection.withdraw();
                assertThat(connection.send(Mailboxes.mail(3), Optional.empty()).code())
                        .isEqualTo(250);
            }
            assertThat(server.received())
                    .extracting(ReceivedMail::messageId)
                    .containsExactly(Mailboxes.messageId(1), Mailboxes.messageId(3));
        }
    }

    @Test
    void reportsAndSizeAreAskedForWhereTheServerOffersThem() throws InterruptedException {
        try (var server = ScriptedServer.start(step -> usual(), "PIPELINING", "SIZE 1000", "DSN", "SMTPUTF8");
                var mailbox = Mailboxes.open(Mailboxes.plain(server.port()))) {
            Outgoing plain = Mailboxes.mail(1);
            Outgoing international = Mailboxes.mail(
                    2,
                    "Hallo\r\n",
                    envelope ->
                            new Envelope(envelope.sender(), new Address("erika.größe", "firma.example"), "id.2", true));
            Outgoing large = Mailboxes.mail(3, "x".repeat(1000));
            List<Reply> replies = send(mailbox, plain, international, large, Mailboxes.mail(4));

            assertThat(replies).extracting(Reply::code).containsExactly(250, 250, 552, 250);
            assertThat(replies.get(2).oneLine()).startsWith("552 5.3.4 ").contains("1000");
            assertThat(lines(server, Event.MAIL))
                    .startsWith(
                            "MAIL FROM:<news@blatt.example> SIZE=" + plain.mail().length + " RET=HDRS ENVID=id.1",
                            "MAIL FROM:<news@blatt.example> SIZE=" + international.mail().length
                                    + " BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=id.2")
                    .hasSize(3);
            assertThat(lines(server, Event.RCPT))
                    .startsWith(
                            "RCPT TO:<kunde1@firma.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;kunde1@firma.example",
                            "RCPT TO:<erika.größe@firma.example> NOTIFY=FAILURE,DELAY"
                                    + " ORCPT=utf-8;erika.größe@firma.example");
        }
    }

    @Test
    void anAddressThatNeedsSmtpUtf8IsRefusedWhereTheServerLacksIt() throws InterruptedException {
        Outgoing international = Mailboxes.mail(
                1,
                "Hallo\r\n",
                envelope ->
                        new Envelope(envelope.sender(), new Address("größe", "firma.example"), envelope.id(), true));
        List<Reply> replies = send(step -> usual(), PIPELINING, international, Mailboxes.mail(2));

        assertThat(replies).extracting(Reply::oneLine).first().asString().startsWith("550 5.6.7 ");
        assertThat(replies.get(1).code()).isEqualTo(250);
    }

    @Test
    void theServersOwnLimitOfMailsAConnectionIsKept() throws InterruptedException {
        try (var server = ScriptedServer.start(step -> usual(), "PIPELINING", "LIMITS RCPTMAX=100 MAILMAX=2");
                var mailbox = Mailboxes.open(Mailboxes.plain(server.port()))) {
            send(
                    mailbox,
                    Mailboxes.mail(1),
                    Mailboxes.mail(2),
                    Mailboxes.mail(3),
                    Mailboxes.mail(4),
                    Mailboxes.mail(5));

            assertThat(server.connections()).isEqualTo(3);
            assertThat(server.steps()).filteredOn(step -> step.is(Event.MAIL)).allMatch(step -> step.message() <= 2);
            assertThat(server.accepted()).hasSize(5);
        }
    }

    private static List<String> lines(ScriptedServer server, Event event) {
        return server.steps().stream()
                .filter(step -> step.is(event))
                .map(ScriptedStep::line)
                .toList();
    }
}
