package sendepostfach.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** The mould makes what Jakarta Mail would make. */
class SameOctetsTest {
    private static final int MAILS = 2_000;
    private static final int RECIPIENTS = 5;

    @Test
    void everyMailIsTheSameToTheLastOctet() {
        for (int seed = 0; seed < MAILS; seed++) {
            var random = new RandomMails(new Random(seed));
            MailTemplates templates = MailTemplates.compile(random.mail(), RandomMails.COLUMNS);
            var mould = new MailComposer(templates);
            var jakartaMail = new JakartaMailComposer(templates);
            for (int i = 0; i < RECIPIENTS; i++) {
                Addressee addressee = random.addressee(i);
                ComposedMail made = mould.compose(addressee);
                ComposedMail wanted = jakartaMail.compose(addressee);
                assertThat(text(made)).as("mail %d, recipient %d", seed, i).isEqualTo(text(wanted));
                assertThat(made.needsSmtpUtf8()).isEqualTo(wanted.needsSmtpUtf8());
            }
        }
    }

    private static String text(ComposedMail mail) {
        return new String(mail.bytes(), StandardCharsets.ISO_8859_1);
    }
}
