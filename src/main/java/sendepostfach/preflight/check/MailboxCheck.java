package sendepostfach.preflight.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Text;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Finding.Reach;
import sendepostfach.preflight.MailboxProbe;
import sendepostfach.preflight.Sending;

/** Whether the mailbox lets the program in, and takes these senders and a mail of this size. */
final class MailboxCheck {
    static final String MAILBOX = "mailbox";
    static final String TLS = "mailbox-tls";
    static final String SENDER = "mailbox-sender";
    static final String SIZE = "mailbox-size";
    private static final Duration SOON = Duration.ofDays(14);

    private final MailboxProbe probe;
    private final Clock clock;
    private final Sending sending;

    MailboxCheck(MailboxProbe probe, Clock clock, Sending sending) {
        this.probe = probe;
        this.clock = clock;
        this.sending = sending;
    }

    List<Finding> look() {
        Set<Address> senders = new LinkedHashSet<>();
        senders.add(sending.envelopeAddress());
        senders.add(sending.from());
        MailboxProbe.Seen seen = probe.look(sending.mailbox(), List.copyOf(senders));
        if (seen.trouble().isPresent()) {
            return List.of(unreachable(seen.trouble().get()));
        }
        var findings = new ArrayList<Finding>();
        findings.add(Finding.pass(
                MAILBOX,
                Text.of(
                        "%s lets the program in; it offers %s.",
                        "Die Anmeldung bei %s gelingt; der Server bietet %s.",
                        sending.mailbox().host(),
                        seen.extensions().isEmpty()
                                ? "-"
                                : String.join(
                                        ", ",
                                        seen.extensions().stream().sorted().toList()))));
        findings.add(encryption(seen));
        findings.addAll(senders(seen.replies(), List.copyOf(senders)));
        sending.mail().ifPresent(mail -> {
            long octets = mail.octets().length;
            boolean tooBig = seen.size().isPresent()
                    && seen.size().getAsLong() > 0
                    && octets > seen.size().getAsLong();
            if (tooBig) {
                findings.add(Finding.fail(
                                SIZE,
                                Text.of(
                                        "The mail has %s octets; the mailbox's server takes %s.",
                                        "Die Mail hat %s Byte; der Server des Postfachs nimmt höchstens %s an.",
                                        octets,
                                        seen.size().getAsLong()),
                                Text.of("Make the mail smaller.", "Verkleinern Sie die Mail."))
                        .reaching(Reach.EVERYBODY));
            }
        });
        return findings;
    }

    /** What is refused for good stops everything; other trouble may pass. */
    private static Finding unreachable(MailboxProbe.Trouble trouble) {
        Finding finding = Finding.fail(
                MAILBOX,
                Text.of(
                        "The mailbox does not let the program in (%s): %s",
                        "Die Anmeldung am Postfach gelingt nicht (%s): %s",
                        phase(trouble.reply().phase()),
                        trouble.words()),
                Text.of(
                        "Check host, port, security and login in the mailbox file; sendepostfach explain tells what the"
                                + " answer means.",
                        "Prüfen Sie host, port, security und Zugangsdaten in der Postfach-Datei; sendepostfach explain"
                                + " erklärt die Antwort."));
        return trouble.reply().code() >= 500 ? finding.reaching(Reach.EVERYBODY) : finding;
    }

    private static Text phase(Phase phase) {
        return switch (phase) {
            case CONNECT -> new Text("connect", "beim Verbinden");
            case EHLO -> new Text("ehlo", "bei der Begrüßung");
            case AUTH -> new Text("auth", "beim Einloggen");
            case MAIL, RCPT, DATA, BODY -> Text.same(phase.toString());
        };
    }

    private Finding encryption(MailboxProbe.Seen seen) {
        if (!seen.encrypted()) {
            return Finding.warn(
                    TLS,
                    Text.of(
                            "The connection to the mailbox is not encrypted.",
                            "Die Verbindung zum Postfach ist nicht verschlüsselt."),
                    Text.of(
                            "Set security: starttls or tls in the mailbox file.",
                            "Setzen Sie security: starttls oder tls in der Postfach-Datei."));
        }
        Instant until = seen.certificateUntil().orElse(Instant.MAX);
        if (until.isBefore(clock.instant().plus(SOON))) {
            return Finding.warn(
                    TLS,
                    Text.of(
                            "The certificate of the mailbox's server ends at %s; then nothing more can be sent.",
                            "Das Zertifikat des Servers läuft am %s ab; danach lässt sich nichts mehr senden.", until),
                    Text.of("Tell the operator.", "Geben Sie dem Betreiber Bescheid."));
        }
        return Finding.pass(
                TLS,
                Text.of(
                        "The connection is encrypted, and the certificate is good.",
                        "Die Verbindung ist verschlüsselt, das Zertifikat ist gültig."));
    }

    private static List<Finding> senders(List<Reply> replies, List<Address> senders) {
        var findings = new ArrayList<Finding>();
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i);
            Address sender = senders.get(i);
            if (reply.isPositive()) {
                findings.add(Finding.pass(
                        SENDER,
                        Text.of(
                                "The mailbox takes %s as sender.",
                                "Das Postfach akzeptiert %s als Absender.", sender)));
                continue;
            }
            if (reply.code() == 0) {
                findings.add(broken(sender, reply));
                continue;
            }
            Finding refused = Finding.fail(
                    SENDER,
                    Text.of(
                            "The mailbox refuses %s as sender: %s",
                            "Das Postfach lehnt %s als Absender ab: %s", sender, reply.oneLine()),
                    Text.of(
                            "Let the operator allow it, or use a sender that the account owns.",
                            "Lassen Sie ihn vom Betreiber freischalten, oder benutzen Sie einen Absender des Kontos."));
            boolean envelope = i == 0;
            if (envelope && reply.code() >= 500) {
                findings.add(refused.reaching(Reach.EVERYBODY));
            } else {
                // as envelope sender the From address is not used: that it is refused there says little
                findings.add(envelope ? refused : refused.atMostWarning());
            }
        }
        return findings;
    }

    /** The server has said nothing to this sender. */
    private static Finding broken(Address sender, Reply none) {
        return Finding.warn(
                SENDER,
                new Text(
                        "The connection to the mailbox broke when " + sender + " was tried as sender: "
                                + Text.same(none.oneLine()).english(),
                        "Die Verbindung zum Postfach brach ab, als " + sender + " als Absender versucht wurde."),
                Text.of("Check again.", "Prüfen Sie es noch einmal."));
    }
}
