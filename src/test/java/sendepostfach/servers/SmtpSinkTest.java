package sendepostfach.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;

import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.Test;

class SmtpSinkTest {
    @Test
    void keepsWhatItTakes() throws Exception {
        try (var sink = SmtpSink.start()) {
            MimeMessage mail = mail(sink);
            Transport.send(mail);
            String id = mail.getMessageID();
            assertThat(sink.received()).singleElement().satisfies(received -> {
                assertThat(received.messageId()).isEqualTo(id);
                assertThat(received.recipient()).isEqualTo("erika@blatt.example");
            });
        }
    }

    @Test
    void doesWhatItsOptionsSay() throws Exception {
        try (var sink = SmtpSink.start("-r", "rcpt", "-b", "450 4.2.0 greylisted")) {
            assertThatThrownBy(() -> Transport.send(mail(sink))).hasStackTraceContaining("450 4.2.0 greylisted");
        }
    }

    private static MimeMessage mail(SmtpSink sink) throws Exception {
        var properties = new Properties();
        properties.put("mail.smtp.host", sink.host());
        properties.put("mail.smtp.port", "" + sink.port());
        var mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress("news@blatt.example"));
        mail.setRecipients(MimeMessage.RecipientType.TO, "erika@blatt.example");
        mail.setText("Guten Tag");
        mail.saveChanges();
        return mail;
    }
}
