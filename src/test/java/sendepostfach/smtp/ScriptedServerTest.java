package sendepostfach.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static sendepostfach.smtp.ScriptedAnswer.close;
import static sendepostfach.smtp.ScriptedAnswer.drop;
import static sendepostfach.smtp.ScriptedAnswer.hang;
import static sendepostfach.smtp.ScriptedAnswer.reply;
import static sendepostfach.smtp.ScriptedAnswer.reset;
import static sendepostfach.smtp.ScriptedAnswer.usual;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import sendepostfach.smtp.ScriptedStep.Event;

@Timeout(30)
class ScriptedServerTest {
    private static Properties properties(ScriptedServer server) {
        var properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(server.port()));
        properties.put("mail.smtp.timeout", "500");
        properties.put("mail.smtp.from", "news@blatt.example");
        return properties;
    }

    private static void send(Properties properties, String text) throws MessagingException {
        Session session = Session.getInstance(properties);
        var message = new MimeMessage(session);
        message.setFrom("news@blatt.example");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("erika@firma.example"));
        message.setSubject("Probe");
        message.setText(text);
        message.saveChanges();
        message.setHeader("Message-ID", "<1@blatt.example>");
        try (Transport transport = session.getTransport()) {
            transport.connect("user", "secret");
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    @Test
    void itRemembersWhatItHasGot() throws MessagingException {
        try (var server = ScriptedServer.start(step -> usual())) {
            send(properties(server), ".Hallo\r\n.\r\nErika");
            ReceivedMail mail = server.accepted().get(0);
            assertThat(mail.messageId()).isEqualTo("<1@blatt.example>");
            assertThat(mail.sender()).isEqualTo("news@blatt.example");
            assertThat(mail.recipients()).containsExactly("erika@firma.example");
            assertThat(mail.header("subject")).isEqualTo("Probe");
            assertThat(mail.text()).endsWith("\r\n\r\n.Hallo\r\n.\r\nErika\r\n");
            assertThat(server.steps())
                    .extracting(ScriptedStep::event)
                    .containsSubsequence(
                            Event.CONNECT, Event.EHLO, Event.MAIL, Event.RCPT, Event.DATA, Event.END_OF_DATA);
        }
    }

    @Test
    void itAnswersByAttempt() throws MessagingException {
        try (var server = ScriptedServer.start(step ->
                step.is(Event.END_OF_DATA) && step.attempt() == 1 ? reply("451-4.3.0 not\n451 4.3.0 now") : usual())) {
            assertThatExceptionOfType(MessagingException.class)
                    .isThrownBy(() -> send(properties(server), "Hallo"))
                    .withStackTraceContaining("451-4.3.0 not");
            send(properties(server), "Hallo");
            assertThat(server.received()).extracting(ReceivedMail::wasAccepted).containsExactly(false, true);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void itEndsConnectionsInEachWay() {
        for (ScriptedAnswer answer : List.of(close("421 4.7.0 bye"), drop(), reset(), hang())) {
            try (var server = ScriptedServer.start(step -> step.is(Event.END_OF_DATA) ? answer : usual())) {
                assertThatExceptionOfType(MessagingException.class)
                        .as(answer.toString())
                        .isThrownBy(() -> send(properties(server), "Hallo"));
                assertThat(server.received()).hasSize(1);
                assertThat(server.accepted()).isEmpty();
            }
        }
    }

    @Test
    void itSpeaksTlsAndTakesAnyLogin() throws MessagingException {
        try (var server = ScriptedServer.startWithTls(step -> usual(), "AUTH LOGIN PLAIN XOAUTH2")) {
            for (String mechanism : List.of("PLAIN", "LOGIN", "XOAUTH2")) {
                Properties properties = properties(server);
                properties.put("mail.smtp.starttls.required", "true");
                properties.put(
                        "mail.smtp.ssl.socketFactory",
                        TestCertificate.clientContext().getSocketFactory());
                properties.put("mail.smtp.auth", "true");
                properties.put("mail.smtp.auth.mechanisms", mechanism);
                send(properties, "Hallo");
            }
            assertThat(server.accepted()).hasSize(3);
            assertThat(server.steps().stream().filter(step -> step.is(Event.AUTH)))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allMatch(ScriptedStep::isEncrypted);
        }
    }

    @Test
    void itCanRefuseALogin() {
        try (var server =
                ScriptedServer.start(step -> step.is(Event.AUTH) ? reply("535 5.7.8 no") : usual(), "AUTH PLAIN")) {
            Properties properties = properties(server);
            properties.put("mail.smtp.auth", "true");
            assertThatExceptionOfType(MessagingException.class)
                    .isThrownBy(() -> send(properties, "Hallo"))
                    .withMessageContaining("535 5.7.8 no");
        }
    }

    @Test
    void pipelinedMailsAreAnsweredInTheirOrder() throws IOException {
        try (var server = ScriptedServer.start(step ->
                        step.is(Event.RCPT) && step.recipient().startsWith("nobody") ? reply("550 no") : usual());
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String mails =
                    "MAIL FROM:<a@b.example>\r\nRCPT TO:<nobody@c.example>\r\nRCPT TO:<erika@c.example>\r\nDATA\r\n"
                            + "Message-ID: <1@b>\r\n\r\n..\r\n.\r\n"
                            + "MAIL FROM:<a@b.example>\r\nRCPT TO:<nobody@c.example>\r\nDATA\r\nQUIT\r\n";
            socket.getOutputStream().write(("EHLO x\r\n" + mails).getBytes(StandardCharsets.US_ASCII));
            String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(said.lines().map(line -> line.substring(0, 4)).filter(line -> line.endsWith(" ")))
                    .containsExactly(
                            "220 ", "250 ", "250 ", "550 ", "250 ", "354 ", "250 ", "250 ", "550 ", "554 ", "221 ");
            assertThat(server.received().get(0).recipients()).containsExactly("erika@c.example");
            assertThat(server.received().get(0).text()).isEqualTo("Message-ID: <1@b>\r\n\r\n.\r\n");
        }
    }
}
