package sendepostfach.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostfixServerTest {
    @RegisterExtension
    static final PerClass<PostfixServer> POSTFIX = PerClass.of(PostfixServer::start);

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "LOGIN"})
    void takesMailOverStartTlsFromWhoLogsInAndDeliversItForEveryDomain(String mechanism) throws Exception {
        PostfixServer postfix = POSTFIX.get();
        int before = postfix.deliveredCount();
        Session session = session(postfix, mechanism);
        MimeMessage mail = mail(session, "erika@" + mechanism + ".example", "max@web.de");
        String id = mail.getMessageID();
        send(session, mail, PostfixServer.PASSWORD);

        assertThat(postfix.awaitDelivered(before + 2))
                .filteredOn(delivered -> delivered.messageId().equals(id))
                .extracting(DeliveredMail::recipient)
                .containsExactlyInAnyOrder("erika@" + mechanism + ".example", "max@web.de");
        assertThat(postfix.log()).contains("sasl_method=" + mechanism).doesNotContain("fatal:");
    }

    @Test
    void refusesAWrongPassword() throws Exception {
        Session session = session(POSTFIX.get(), "PLAIN");
        assertThatThrownBy(() -> send(session, mail(session, "erika@blatt.example"), "falsch"))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("535 5.7.8");
    }

    @Test
    void refusesWhoDoesNotLogIn() throws Exception {
        Session session = session(POSTFIX.get(), "PLAIN");
        session.getProperties().put("mail.smtp.auth", "false");
        MimeMessage mail = mail(session, "erika@blatt.example");
        assertThatThrownBy(() -> Transport.send(mail)).rootCause().hasMessageContaining("554 5.7.1");
    }

    @Test
    void countsTheMailsOfAClientAndTellsItToSlowDown() throws Exception {
        try (var postfix = PostfixServer.start(Map.of("smtpd_client_message_rate_limit", "2"))) {
            Session session = session(postfix, "PLAIN");
            send(session, mail(session, "erika@blatt.example"), PostfixServer.PASSWORD);
            send(session, mail(session, "max@blatt.example"), PostfixServer.PASSWORD);
            assertThatThrownBy(() -> send(session, mail(session, "eva@blatt.example"), PostfixServer.PASSWORD))
                    .hasMessageContaining("450 4.7.1 Error: too much mail from");
            assertThat(postfix.awaitDelivered(2)).hasSize(2);
        }
    }

    private static Session session(PostfixServer postfix, String mechanism) throws Exception {
        var properties = new Properties();
        properties.put("mail.smtp.host", postfix.host());
        properties.put("mail.smtp.port", "" + postfix.port());
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.smtp.auth.mechanisms", mechanism);
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put(
                "mail.smtp.ssl.socketFactory",
                postfix.certificate().trustingContext().getSocketFactory());
        properties.put("mail.smtp.timeout", "10000");
        return Session.getInstance(properties);
    }

    private static MimeMessage mail(Session session, String... recipients) throws Exception {
        var mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress("news@blatt.example"));
        mail.setRecipients(Message.RecipientType.TO, String.join(",", recipients));
        mail.setSubject("Der Frühling ist da", "UTF-8");
        mail.setText("Guten Tag", "UTF-8");
        mail.saveChanges();
        return mail;
    }

    private static void send(Session session, MimeMessage mail, String password) throws Exception {
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(PostfixServer.USER, password);
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }
}
