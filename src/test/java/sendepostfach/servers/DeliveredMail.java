package sendepostfach.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/**
 * A mail as a server has it after delivery.
 *
 * @param messageId the Message-ID with its angle brackets
 * @param recipient who it was delivered to, from the envelope
 * @param file the whole mail
 */
public record DeliveredMail(String messageId, String recipient, Path file) {
    /** Reads a mail whose envelope recipient is in the header {@code recipientHeader}. */
    static DeliveredMail read(Path file, String recipientHeader) throws IOException {
        try {
            MimeMessage message = parse(file);
            return new DeliveredMail(
                    String.valueOf(message.getMessageID()),
                    String.valueOf(message.getHeader(recipientHeader, null)).replaceAll("^<|>$", ""),
                    file);
        } catch (MessagingException fault) {
            throw new IOException("cannot read " + file, fault);
        }
    }

    /** The mail, parsed. */
    public MimeMessage message() throws IOException, MessagingException {
        return parse(file);
    }

    private static MimeMessage parse(Path file) throws IOException, MessagingException {
        try (var in = Files.newInputStream(file)) {
            return new MimeMessage((Session) null, in);
        }
    }
}
