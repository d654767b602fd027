package sendepostfach.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static sendepostfach.smtp.ScriptedAnswer.close;
import static sendepostfach.smtp.ScriptedAnswer.usual;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import sendepostfach.campaign.Mailbox.Security;
import sendepostfach.campaign.Reply;
import sendepostfach.delivery.MailSource.Outgoing;
import sendepostfach.delivery.SendingMailbox.Borrowed;
import sendepostfach.delivery.SendingMailbox.Connection;
import sendepostfach.smtp.ScriptedStep.Event;

/** The pool of a mailbox's connections. */
@Timeout(30)
class SmtpMailboxTest {
    private Instant now = Instant.parse("2026-12-01T08:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    };

    private SmtpMailbox mailbox(ScriptedServer server, int connections, int messagesPerConnection) {
        return new SmtpMailbox(
                Mailboxes.mailbox(server.port(), Security.NONE, Optional.empty(), connections, messagesPerConnection),
                Mailboxes.SETTINGS,
                clock);
    }

    private static Reply send(SmtpMailbox mailbox, int n) throws InterruptedException {
        return Mailboxes.send(mailbox, Mailboxes.mail(n));
    }

    private static long count(ScriptedServer server, Event event) {
        return server.steps().stream().filter(step -> step.is(event)).count();
    }

    @Test
    void aConnectionIsKeptAndUsedAgain() throws InterruptedException {
        try (var server = ScriptedServer.start(step -> usual());
                var mailbox = mailbox(server, 5, 100)) {
            for (int n = 1; n <= 10; n++) {
                assertThat(send(mailbox, n).code()).isEqualTo(250);
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(count(server, Event.NOOP)).isZero();
        }
    }

    @Test
    void aConnectionCarriesOnlySoManyMails() throws InterruptedException {
        try (var server = ScriptedServer.start(step -> usual());
                var mailbox = mailbox(server, 5, 4)) {
            for (int n = 1; n <= 6; n++) {
                send(mailbox, n);
            }
            try (Connection connection = Mailboxes.borrow(mailbox)) {
                Outgoing mail = Mailboxes.mail(7);
                for (int n = 8; n <= 11; n++) {
                    Outgoing next = Mailboxes.mail(n);
                    connection.send(mail, Optional.of(next));
                    mail = next;
                }
                connection.withdraw();
            }
            assertThat(server.steps()).allMatch(step -> step.message() <= 4);
            assertThat(server.accepted()).hasSize(10);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void noMoreConnectionsAreOpenThanTheMailboxAllows() throws Exception {
        try (var server = ScriptedServer.start(step -> usual());
                var mailbox = mailbox(server, 2, 100)) {
            Connection first = Mailboxes.borrow(mailbox);
            Connection second = Mailboxes.borrow(mailbox);
            var third = CompletableFuture.supplyAsync(() -> {
                try {
                    return Mailboxes.borrow(mailbox);
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            });
            // with time, whoever holds a connection makes room for whoever waits for one
            assertThat(first.takesMore()).isTrue();
            Awaitility.await().until(() -> {
                now = now.plus(Duration.ofMillis(500));
                return !first.takesMore();
            });
            assertThat(third).isNotDone();
            assertThat(server.mostOpenConnections()).isEqualTo(2);
            second.close();
            third.get(10, TimeUnit.SECONDS).close();
            assertThat(first.takesMore()).isTrue();
            first.close();
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aConnectionThatTheServerHasClosedIsReplacedWithoutBlamingAMail() throws InterruptedException {
        try (var server = ScriptedServer.start(step -> usual());
                var mailbox = mailbox(server, 2, 100)) {
            send(mailbox, 1);
            server.breakConnections();
            Awaitility.await().until(() -> server.openConnections() == 0);

            assertThat(send(mailbox, 2).code()).isEqualTo(250);
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.accepted()).hasSize(2);
        }
    }

    @Test
    void afterAWhileAConnectionIsAskedWhetherItLives() throws InterruptedException {
        try (var server = ScriptedServer.start(step -> usual());
                var mailbox = mailbox(server, 2, 100)) {
            send(mailbox, 1);
            now = now.plusSeconds(60);
            send(mailbox, 2);
            assertThat(count(server, Event.NOOP)).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(1);

            server.breakConnections();
            now = now.plusSeconds(60);
            assertThat(send(mailbox, 3).code()).isEqualTo(250);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void whereTheServerTakesNoFurtherConnectionThoseThatAreOpenDo() throws Exception {
        try (var server = ScriptedServer.start(step -> step.is(Event.CONNECT) && step.connection() > 1
                        ? close("421 4.7.0 Error: too many connections")
                        : usual());
                var mailbox = mailbox(server, 5, 100)) {
            Connection first = Mailboxes.borrow(mailbox);
            var second = CompletableFuture.supplyAsync(() -> {
                try {
                    return mailbox.borrow();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            });
            Awaitility.await().until(() -> server.connections() == 2);
            first.close();
            Borrowed borrowed = second.get(10, TimeUnit.SECONDS);
            assertThat(borrowed).isInstanceOf(Borrowed.Ready.class);
            ((Borrowed.Ready) borrowed).connection().close();

            // for a while nobody tries again
            send(mailbox, 1);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void whereNoConnectionComesAboutTheReplyIsGiven() throws InterruptedException {
        try (var server = ScriptedServer.start(step -> step.is(Event.CONNECT) ? close("421 4.3.2 Not now") : usual());
                var mailbox = mailbox(server, 5, 100)) {
            assertThat(mailbox.borrow()).isInstanceOfSatisfying(Borrowed.Failed.class, failed -> assertThat(
                            failed.reply().code())
                    .isEqualTo(421));
        }
    }
}
