package sendepostfach.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Sender;
import sendepostfach.message.Addressee;
import sendepostfach.message.MailComposer;
import sendepostfach.message.MailTemplates;
import sendepostfach.servers.DkimVerifiers;

/** What the program signs verifies elsewhere, and what was changed on the way does not. */
class JudgedMailsTest {
    private static final String HEADER = "From: news@gaertnerei-blatt.example\r\nTo: erika@gmx.example\r\n"
            + "Subject: Hallo\r\nDate: Tue, 1 Dec 2026 07:00:00 +0000\r\nMessage-ID: <1@gaertnerei-blatt.example>\r\n\r\n";

    /** Bodies whose canonical form is not the body itself. */
    private static final Map<String, String> BODIES = Map.of(
            "empty", "",
            "only-blank-lines", "\r\n\r\n \t\r\n",
            "blank-lines-at-the-end", "Hallo\r\n\r\n\r\n\r\n",
            "lines-of-blanks", "a\r\n   \r\n\t\r\nb \r\n \r\n",
            "dots", ".\r\n..\r\n. .\r\n.a\r\n",
            "runs-of-blanks", "  a \t b\t\tc  \r\n\td\r\n",
            "no-line-end", "Hallo");

    @TempDir
    Path keys;

    @TempDir
    Path work;

    @Test
    void whatIsSignedVerifies() {
        DkimVerifiers judges = DkimVerifiers.in(work);
        PublishedKey rsa = publish(judges, "s1", KeyAlgorithm.RSA);
        PublishedKey ed25519 = publish(judges, "e1", KeyAlgorithm.ED25519);
        var mails = new LinkedHashMap<String, byte[]>();
        BODIES.forEach((name, body) -> mails.put(name, octets(HEADER + body)));
        mails.put("text", composed(mail("Hallo", "Guten Tag {{ vorname }}\n\n\n"), "Erika"));
        mails.put("umlauts", composed(mail("Schöne Grüße, {{ vorname }}", "Grüße\n. \n   \näöüß 🌷\n\n\n"), "Jörg"));
        mails.put("long-header", composed(mail("{{ vorname }}", "x".repeat(3000)), "sehr lang ".repeat(90) + "ü"));
        mails.put("utf8-address", composed(mail("x", "y"), "Jörg", Address.of("jörg@gmx.example")));
        mails.put("many-parts", composed(newsletter(), "Erika"));
        mails.forEach((name, mail) -> judges.add("rsa-" + name, rsa.signer().sign(mail))
                .add("ed25519-" + name, ed25519.signer().sign(mail))
                .add(
                        "both-" + name,
                        DkimSigner.of(List.of(rsa.names(), ed25519.names())).sign(mail)));

        Map<String, DkimVerifiers.Verdicts> verdicts = judges.judge();
        assertThat(verdicts).hasSize(3 * mails.size());
        verdicts.forEach((name, said) -> {
            assertThat(said.python()).as(name).isNotEmpty().allMatch("pass"::equals);
            assertThat(said.opendkim()).as(name).isEqualTo("pass");
            if (name.startsWith("ed25519-")) {
                assertThat(said.perl()).as(name).containsExactly("invalid (unsupported algorithm ed25519-sha256)");
            } else {
                assertThat(said.perl()).as(name).startsWith("pass");
            }
        });
    }

    @Test
    void whatIsChangedOnTheWayDoesNot() {
        DkimVerifiers judges = DkimVerifiers.in(work);
        PublishedKey rsa = publish(judges, "s1", KeyAlgorithm.RSA);
        PublishedKey ed25519 = publish(judges, "e1", KeyAlgorithm.ED25519);
        String mail =
                "List-Unsubscribe: <https://x.example/u>\r\nContent-Type: text/plain\r\n" + HEADER + "Guten Tag\r\n";
        var changes = Map.of(
                "body", with("Guten", "Buten"),
                "line", with("Guten Tag\r\n", "Guten Tag\r\nmehr\r\n"),
                "subject", with("Subject: Hallo", "Subject: Hello"),
                "second-from", with("From: ", "From: evil@x.example\r\nFrom: "),
                "second-subject", with("Subject: ", "Subject: Evil\r\nSubject: "),
                "reply-to", with("To: ", "Reply-To: evil@x.example\r\nTo: "),
                "second-type", with("Date: ", "Content-Type: text/html\r\nDate: "),
                "unsubscribe", with("<https://x.example/u>", "<https://x.example/v>"),
                "post", with("Date: ", "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nDate: "));
        changes.forEach((name, change) -> judges.add(
                        "rsa-" + name, change.apply(rsa.signer().sign(octets(mail))))
                .add("ed25519-" + name, change.apply(ed25519.signer().sign(octets(mail)))));
        judges.add("rsa-unchanged", rsa.signer().sign(octets(mail)))
                .add(
                        "rsa-refolded",
                        with("Subject: ", "Subject:\r\n\t ").apply(rsa.signer().sign(octets(mail))))
                .add(
                        "rsa-received",
                        with("DKIM-Signature", "Received: by x\r\nDKIM-Signature")
                                .apply(rsa.signer().sign(octets(mail))));

        Map<String, DkimVerifiers.Verdicts> verdicts = judges.judge();
        assertThat(verdicts).hasSize(2 * changes.size() + 3);
        verdicts.forEach((name, said) -> {
            if (changes.containsKey(name.replaceFirst("^(rsa|ed25519)-", ""))) {
                assertThat(said.python()).as(name).hasSize(1).doesNotContain("pass");
                assertThat(said.perl()).as(name).hasSize(1).doesNotContain("pass");
                assertThat(said.opendkim()).as(name).isNotEqualTo("pass");
            } else {
                assertThat(said.python()).as(name).containsExactly("pass");
                assertThat(said.perl()).as(name).containsExactly("pass");
                assertThat(said.opendkim()).as(name).isEqualTo("pass");
            }
        });
    }

    /** What somebody on the way does with a mail. */
    @FunctionalInterface
    private interface Change {
        byte[] apply(byte[] mail);
    }

    private static Change with(String from, String to) {
        return mail -> {
            String text = new String(mail, StandardCharsets.ISO_8859_1);
            int at = text.indexOf("\r\n" + from);
            int begin = at >= 0 ? at + 2 : text.lastIndexOf(from);
            return (text.substring(0, begin) + to + text.substring(begin + from.length()))
                    .getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    private PublishedKey publish(DkimVerifiers judges, String selector, KeyAlgorithm algorithm) {
        PublishedKey key = PublishedKey.make(keys, selector, algorithm);
        judges.publish(key.record().name(), key.record().strings());
        return key;
    }

    private static Mail mail(String subject, String text) {
        return mail(subject, Optional.empty(), Optional.of(text), List.of());
    }

    private static Mail newsletter() {
        String html = "<p>Liebe {{ vorname }},</p>\n" + "<p>   schöne  Grüße \t aus dem Garten </p>\n\n".repeat(80);
        return mail(
                "{{ vorname }}, der Frühling ist da 🌷",
                Optional.of(html + "<img src=\"kopf.png\">\n\n"),
                Optional.empty(),
                List.of(new Mail.File("Katalog für Frühling.pdf", new byte[5000])));
    }

    private static Mail mail(
            String subject, Optional<String> html, Optional<String> text, List<Mail.File> attachments) {
        return new Mail(
                new Sender("Gärtnerei Blatt", Address.of("news@gaertnerei-blatt.example")),
                Optional.of(Address.of("kontakt@gaertnerei-blatt.example")),
                subject,
                html.map(template -> new Mail.Part("mail.html", template)),
                text.map(template -> new Mail.Part("mail.txt", template)),
                attachments,
                Map.of("kopf.png", new Mail.File("kopf.png", new byte[] {1, 2, 3})));
    }

    private static byte[] composed(Mail mail, String vorname) {
        return composed(mail, vorname, Address.of("erika@gmx.example"));
    }

    private static byte[] composed(Mail mail, String vorname, Address to) {
        return new MailComposer(MailTemplates.compile(mail, List.of("Vorname")))
                .compose(new Addressee(
                        to,
                        Optional.of(vorname),
                        Map.of("Vorname", vorname),
                        "1.abc@gaertnerei-blatt.example",
                        Instant.parse("2026-12-01T07:00:00Z"),
                        Map.of(
                                "List-Unsubscribe",
                                "<https://gaertnerei-blatt.example/" + "u".repeat(120) + ">",
                                "List-Unsubscribe-Post",
                                "List-Unsubscribe=One-Click",
                                "X-Sendepostfach-Id",
                                "abc.1")))
                .bytes();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
