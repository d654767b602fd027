package sendepostfach.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.EnhancedStatus;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.delivery.Envelope;
import sendepostfach.delivery.MailSource.Outgoing;

/** The commands that begin a mail, as a server with these offers wants them. */
final class EnvelopeCommands {
    private final Offers offers;

    EnvelopeCommands(Offers offers) {
        this.offers = offers;
    }

    /** Why this server cannot take the mail, where that is known without asking it: the reply that it would give. */
    Optional<Reply> refusal(Outgoing mail) {
        if (mail.envelope().smtpUtf8() && !offers.smtpUtf8()) {
            return Optional.of(new Reply(
                    Phase.RCPT,
                    550,
                    EnhancedStatus.atStartOf("5.6.7"),
                    List.of("the address needs SMTPUTF8 (RFC 6531), which the mailbox's server does not offer")));
        }
        long largest = offers.largest().orElse(Long.MAX_VALUE);
        if (mail.mail().length > largest) {
            return Optional.of(new Reply(
                    Phase.MAIL,
                    552,
                    EnhancedStatus.atStartOf("5.3.4"),
                    List.of("message size " + mail.mail().length + " exceeds the mailbox's server's limit of "
                            + largest)));
        }
        return Optional.empty();
    }

    String mail(Outgoing mail) {
        Envelope envelope = mail.envelope();
        var command = new StringBuilder(160)
                .append("MAIL FROM:<")
                .append(envelope.sender())
                .append('>');
        if (offers.size()) {
            command.append(" SIZE=").append(mail.mail().length);
        }
        if (envelope.smtpUtf8()) {
            command.append(" BODY=8BITMIME SMTPUTF8");
        }
        if (offers.dsn()) {
            command.append(" RET=HDRS ENVID=").append(Xtext.encode(envelope.id()));
        }
        return command.toString();
    }

    String rcpt(Outgoing mail) {
        Envelope envelope = mail.envelope();
        String address = envelope.recipient().toString();
        String command = "RCPT TO:<" + address + ">";
        if (!offers.dsn()) {
            return command;
        }
        String original = envelope.smtpUtf8() ? "utf-8;" + address : "rfc822;" + Xtext.encode(address);
        return command + " NOTIFY=FAILURE,DELAY ORCPT=" + original;
    }

    /** Adds a command to what is written next. */
    static void append(ByteArrayOutputStream group, String command) {
        if (command.indexOf('\r') >= 0 || command.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("an SMTP command must be one line");
        }
        group.writeBytes(command.getBytes(StandardCharsets.UTF_8));
        group.write('\r');
        group.write('\n');
    }
}
