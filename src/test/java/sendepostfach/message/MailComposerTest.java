package sendepostfach.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Sender;

class MailComposerTest {
    private static final Instant DATE = Instant.parse("2026-12-01T07:00:00Z");
    private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, 3, '\r', '\n', -1};

    private final MimeMail mime = new MimeMail();

    private static Addressee erika(Map<String, String> row) {
        return new Addressee(
                Address.of("erika@gmx.example"), Optional.of("Erika Müller"), row, "<1.abc@x.example>", DATE, Map.of());
    }

    private static ComposedMail composed(Mail mail, Addressee addressee) {
        return new MailComposer(MailTemplates.compile(mail, Mails.COLUMNS)).compose(addressee);
    }

    private static ComposedMail composed(Mail mail) {
        return composed(mail, erika(Map.of("Vorname", "Erika")));
    }

    private static Mail full(List<Mail.File> attachments) {
        return new Mail(
                Mails.NURSERY,
                Optional.of(Address.of("kontakt@gaertnerei-blatt.example")),
                "{{ vorname }}, der Frühling ist da 🌷",
                Optional.of(
                        new Mail.Part(
                                "mail.html",
                                "<p>Liebe {{ vorname }}, schöne Grüße</p><img src=\"bilder/kopf.png\" alt=\"Kopf\"><img src=bilder/kopf.png>")),
                Optional.empty(),
                attachments,
                Map.of("bilder/kopf.png", new Mail.File("bilder/kopf.png", PICTURE)));
    }

    @Test
    void aTextMailIsASinglePart() throws Exception {
        ComposedMail mail = composed(Mails.text("Hello\n.\nworld"));
        assertThat(new String(mail.bytes(), StandardCharsets.US_ASCII))
                .isEqualTo("Date: Tue, 1 Dec 2026 07:00:00 +0000\r\n"
                        + "From: =?UTF-8?Q?G=C3=A4rtnerei_Blatt?= <news@gaertnerei-blatt.example>\r\n"
                        + "To: =?UTF-8?Q?Erika_M=C3=BCller?= <erika@gmx.example>\r\n"
                        + "Subject: Betreff\r\n"
                        + "Message-ID: <1.abc@x.example>\r\n"
                        + "MIME-Version: 1.0\r\n"
                        + "Content-Type: text/plain; charset=UTF-8\r\n"
                        + "Content-Transfer-Encoding: 7bit\r\n"
                        + "\r\n"
                        + "Hello\r\n.\r\nworld\r\n");
        assertThat(mail.needsSmtpUtf8()).isFalse();
        assertThat(mail.size()).isEqualTo(mail.bytes().length);
    }

    @Test
    void everyPartIsInItsPlace() throws Exception {
        MimeMessage message = mime.read(composed(full(List.of(
                new Mail.File("Katalog für Frühling.pdf", PICTURE), new Mail.File("termine.ics", new byte[0])))));
        assertThat(message.getSubject()).isEqualTo("Erika, der Frühling ist da 🌷");
        assertThat(message.getReplyTo()).containsExactly(new InternetAddress("kontakt@gaertnerei-blatt.example"));
        assertThat(message.getSentDate()).isEqualTo(DATE);
        assertThat(message.getMessageID()).isEqualTo("<1.abc@x.example>");

        MimeMultipart mixed = mime.multipart(message, "mixed", 3);
        MimeMultipart alternative = mime.multipart(mixed.getBodyPart(0), "alternative", 2);
        assertThat(alternative.getBodyPart(0).isMimeType("text/plain")).isTrue();
        assertThat(alternative.getBodyPart(0).getContent()).isEqualTo("Liebe Erika, schöne Grüße\r\n\r\n[Kopf]\r\n");
        MimeMultipart related = mime.multipart(alternative.getBodyPart(1), "related", 2);
        String html = (String) related.getBodyPart(0).getContent();
        MimeBodyPart picture = (MimeBodyPart) related.getBodyPart(1);
        String id = picture.getContentID().replaceAll("[<>]", "");
        assertThat(html).contains("<img src=\"cid:" + id + "\" alt").contains("<img src=cid:" + id + ">");
        assertThat(picture.isMimeType("image/png")).isTrue();
        assertThat(picture.getDisposition()).isEqualTo("inline");
        assertThat(picture.getInputStream().readAllBytes()).isEqualTo(PICTURE);
        assertThat(picture.getFileName()).isEqualTo("kopf.png");

        MimeBodyPart catalogue = (MimeBodyPart) mixed.getBodyPart(1);
        assertThat(catalogue.isMimeType("application/pdf")).isTrue();
        assertThat(catalogue.getDisposition()).isEqualTo("attachment");
        assertThat(catalogue.getFileName()).isEqualTo("Katalog für Frühling.pdf");
        assertThat(catalogue.getInputStream().readAllBytes()).isEqualTo(PICTURE);
        assertThat(mixed.getBodyPart(2).isMimeType("text/calendar")).isTrue();
    }

    @Test
    void namesOfFilesComeBackWhole() throws Exception {
        for (String name :
                List.of("ü".repeat(100) + ".pdf", "x".repeat(200) + ".pdf", "a \"b\" 🌷 50%.pdf", "a b.pdf")) {
            MimeMessage message = mime.read(composed(full(List.of(new Mail.File(name, PICTURE)))));
            assertThat(mime.multipart(message, "mixed", 2).getBodyPart(1).getFileName())
                    .isEqualTo(name);
        }
    }

    @Test
    void aFilesNameHasNoFolder() throws Exception {
        MimeMessage message = mime.read(composed(full(List.of(new Mail.File("..\\a/b\\c.pdf", PICTURE)))));
        assertThat(mime.multipart(message, "mixed", 2).getBodyPart(1).getFileName())
                .isEqualTo("c.pdf");
    }

    @Test
    void theSameMailHasTheSameBytes() {
        assertThat(composed(full(List.of())).bytes())
                .isEqualTo(composed(full(List.of())).bytes());
    }

    @Test
    void linesEndWithCrLfAndAreShort() {
        Mail long1 = Mails.of(
                "x".repeat(5000), Optional.of("<p>" + "ä".repeat(5000) + "</p>"), Optional.of("y".repeat(5000)));
        for (Mail mail : List.of(long1, full(List.of(new Mail.File("ü".repeat(300) + ".pdf", new byte[4000]))))) {
            byte[] bytes = composed(mail).bytes();
            String wire = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(wire.replace("\r\n", "")).doesNotContain("\r", "\n");
            assertThat(Arrays.stream(wire.split("\r\n"))).allMatch(line -> line.length() <= 78);
            assertThat(wire.chars()).allMatch(c -> c < 0x80);
        }
    }

    @Test
    void longSubjectsComeBackWhole() throws Exception {
        for (String subject : List.of(
                "Grüße aus dem Garten ".repeat(30).strip(),
                "👩\u200d🌾🌷".repeat(60),
                "x".repeat(2000),
                "plain words ".repeat(60).strip(),
                "=?UTF-8?Q?eingeschmuggelt?=",
                "日本語".repeat(40))) {
            ComposedMail mail = composed(Mails.subject("{{ vorname }}"), erika(Map.of("Vorname", subject)));
            assertThat(mime.read(mail).getSubject()).isEqualTo(subject);
            assertThat(mime.header(mail).lines()).allMatch(line -> line.length() <= 78);
        }
    }

    @Test
    void nothingInACellBecomesAHeader() throws Exception {
        for (String end :
                List.of("\r\n", "\n", "\r", "\r\n\r\n", "\u0085", "\u2028", "\u0000", "\u000b", "%0d%0a", "\\r\\n")) {
            String evil = "Erika" + end + "Bcc: opfer@x.example" + end + " x";
            Mail mail = new Mail(
                    new Sender(evil, Mails.NURSERY.address()),
                    Optional.empty(),
                    "{{ vorname }}",
                    Optional.empty(),
                    Optional.of(new Mail.Part("mail.txt", "text")),
                    List.of(new Mail.File(evil, new byte[1])),
                    Map.of(),
                    Optional.of("{{ vorname }}"));
            var addressee = new Addressee(
                    Address.of("erika@gmx.example"),
                    Optional.of(evil),
                    Map.of("Vorname", evil),
                    "1@x.example",
                    DATE,
                    Map.of("List-Unsubscribe", "<https://x.example/" + evil + ">"));
            ComposedMail composed = composed(mail, addressee);
            MimeMessage read = mime.read(composed);
            assertThat(read.getHeader("Bcc")).isNull();
            assertThat(read.getAllRecipients()).hasSize(1);
            assertThat(mime.header(composed).lines()).noneMatch(line -> line.startsWith("Bcc"));
            assertThat(read.getSubject()).startsWith("Erika").contains("Bcc: opfer@x.example");
        }
    }

    @Test
    void theNameOfTheListIsTheDefault() throws Exception {
        assertThat(to(Mails.text("x"), erika(Map.of())).getPersonal()).isEqualTo("Erika Müller");
    }

    @Test
    void aTemplateMayMakeTheName() throws Exception {
        Mail mail = new Mail(
                Mails.NURSERY,
                Optional.empty(),
                "s",
                Optional.empty(),
                Optional.of(new Mail.Part("mail.txt", "x")),
                List.of(),
                Map.of(),
                Optional.of("Frau {{ vorname }}"));
        assertThat(to(mail, erika(Map.of("Vorname", "Ute"))).getPersonal()).isEqualTo("Frau Ute");
    }

    @Test
    void namesComeBackWholeWhateverTheyHold() throws Exception {
        for (String name : List.of(
                "Dr. \"Bob\" O'Neil, Jr. <x@y>",
                "back\\slash",
                "a@b.example",
                "Ä, Ö; Ü (ß)",
                "🌷".repeat(50),
                "x".repeat(150),
                "Muster Erika")) {
            var addressee = new Addressee(
                    Address.of("erika@gmx.example"), Optional.of(name), Map.of(), "1@x.example", DATE, Map.of());
            InternetAddress to = to(Mails.text("x"), addressee);
            assertThat(to.getPersonal()).isEqualTo(name);
            assertThat(to.getAddress()).isEqualTo("erika@gmx.example");
        }
    }

    @Test
    void anAddressWithoutANameStandsAlone() {
        var addressee = new Addressee(
                Address.of("erika@gmx.example"), Optional.empty(), Map.of(), "1@x.example", DATE, Map.of());
        assertThat(mime.header(composed(Mails.text("x"), addressee))).contains("\nTo: erika@gmx.example\n");
    }

    @Test
    void anAddressThatIsNotAsciiIsWrittenInUtf8AndSaysSo() throws Exception {
        var addressee = new Addressee(
                Address.of("jörg@gmx.example"), Optional.of("Jörg"), Map.of(), "1@x.example", DATE, Map.of());
        ComposedMail mail = composed(Mails.text("x"), addressee);
        assertThat(mail.needsSmtpUtf8()).isTrue();
        assertThat(new String(mail.bytes(), StandardCharsets.UTF_8))
                .contains("To: =?UTF-8?B?SsO2cmc=?= <jörg@gmx.example>\r\n");
    }

    @Test
    void furtherHeadersAreAdded() throws Exception {
        var addressee = new Addressee(
                Address.of("a@x.example"),
                Optional.empty(),
                Map.of(),
                "1@x.example",
                DATE,
                Map.of("List-Unsubscribe", "<https://x.example/" + "u".repeat(120) + ">, <mailto:a@x.example>"));
        assertThat(mime.read(composed(Mails.text("x"), addressee)).getHeader("List-Unsubscribe", null))
                .startsWith("<https://x.example/uuu")
                .endsWith("<mailto:a@x.example>");
    }

    @Test
    void aHeadersNameOrMessageIdThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Addressee(
                        Address.of("a@x.example"), Optional.empty(), Map.of(), "1@x\r\nBcc: y", DATE, Map.of()))
                .hasMessage("not a Message-ID: \"1@x Bcc: y\"");
        assertThatThrownBy(() -> new Addressee(
                        Address.of("a@x.example"), Optional.empty(), Map.of(), "1@x", DATE, Map.of("A: b\r\nC", "d")))
                .hasMessage("not a header's name: \"A: b C\"");
    }

    @Test
    void textThatServersMightHarmIsQuotedPrintable() throws Exception {
        for (String text : List.of("grün\r\n", "blank \r\n", "x".repeat(79) + "\r\n", "bell\u0007\r\n", "tab\t\r\n")) {
            ComposedMail mail = composed(Mails.text(text));
            assertThat(mime.header(mail)).contains("quoted-printable");
            assertThat(mime.read(mail).getContent()).isEqualTo(text);
        }
        assertThat(mime.header(composed(Mails.text("x".repeat(78))))).contains("7bit");
    }

    @Test
    void everyKindOfLineEndBecomesCrLf() throws Exception {
        assertThat(mime.read(composed(Mails.text("a\nb\r\nc\rd ä"))).getContent())
                .isEqualTo("a\r\nb\r\nc\r\nd ä\r\n");
    }

    @Test
    void aFileThatTheHtmlNamesMustBeThere() {
        assertThatThrownBy(() -> composed(Mails.html("\n<img src=\"fehlt.png\">")))
                .isInstanceOf(InputFault.class)
                .hasMessage("mail.html:2: the file \"fehlt.png\" that the HTML refers to is not there");
    }

    private InternetAddress to(Mail mail, Addressee addressee) throws Exception {
        return (InternetAddress) mime.read(composed(mail, addressee)).getAllRecipients()[0];
    }

    /** Reads mails back with Jakarta Mail. */
    private static final class MimeMail {
        private final Session session = Session.getInstance(new java.util.Properties());

        MimeMessage read(ComposedMail mail) throws Exception {
            return new MimeMessage(session, new ByteArrayInputStream(mail.bytes()));
        }

        MimeMultipart multipart(jakarta.mail.Part part, String subtype, int parts) throws Exception {
            assertThat(part.getContentType()).startsWith("multipart/" + subtype);
            MimeMultipart multipart = (MimeMultipart) part.getContent();
            assertThat(multipart.getCount()).isEqualTo(parts);
            return multipart;
        }

        /** All headers, lines ending with LF. */
        String header(ComposedMail mail) {
            String wire = new String(mail.bytes(), StandardCharsets.UTF_8);
            return wire.substring(0, wire.indexOf("\r\n\r\n") + 2).replace("\r\n", "\n");
        }
    }
}
