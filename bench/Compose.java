import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Sender;
import sendepostfach.dkim.DkimSigner;
import sendepostfach.dkim.KeyAlgorithm;
import sendepostfach.dkim.NewKey;
import sendepostfach.message.Addressee;
import sendepostfach.message.MailComposer;
import sendepostfach.message.MailTemplates;
import sendepostfach.message.Rendered;

/** What {@code bench/compose} runs: makes personal mails in one thread, in several ways in turns. */
final class Compose {
    private static final List<String> COLUMNS = List.of("Kundennummer", "Anrede", "Vorname", "Nachname", "E-Mail", "Ort");
    private static final Instant DATE = Instant.parse("2026-12-01T07:00:00Z");
    private static final int SECONDS_A_TURN = 2;
    private static final int RECIPIENTS = 1000;
    private static final double MOST_MICROS = 60;

    private static final String HTML_BLOCK = """
            <tr><td style="padding:12px 24px;font-family:Arial,sans-serif">
              <h2>Frühblüher für {{ ort }}, Teil %d</h2>
              <p>Krokusse, Narzissen &amp; Tulpen stehen jetzt in voller Blüte. Kommen Sie vorbei,
              solange die Auswahl groß ist: täglich von 9 bis 18 Uhr, samstags bis 16 Uhr.</p>
              <p><a href="https://gaertnerei-blatt.example/fruehling?k={{ kundennummer }}&amp;t=%d">Jetzt ansehen</a></p>
            </td></tr>
            """;

    private static final String TEXT_BLOCK = """
            Frühblüher für {{ ort }}, Teil %d
            ---------------------------------
            Krokusse, Narzissen und Tulpen stehen jetzt in voller Blüte. Kommen Sie
            vorbei, solange die Auswahl groß ist: täglich von 9 bis 18 Uhr.
            https://gaertnerei-blatt.example/fruehling?k={{ kundennummer }}&t=%d

            """;

    private Compose() {}

    /** One way of making the mail of the recipient with a number. */
    @FunctionalInterface
    private interface Way {
        byte[] mail(int recipient) throws Exception;
    }

    private record Named(String name, Way way, List<Double> micros) {}

    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[0]);
        Mail mail = mail(true);
        MailTemplates templates = MailTemplates.compile(mail, COLUMNS);
        var composer = new MailComposer(templates);
        var htmlOnly = new MailComposer(MailTemplates.compile(mail(false), COLUMNS));
        DkimSigner rsa = signer(args[1] + "/bench-rsa.pem", KeyAlgorithm.RSA);
        DkimSigner ed25519 = signer(args[1] + "/bench-ed25519.pem", KeyAlgorithm.ED25519);
        var session = Session.getInstance(new Properties());
        var ways = List.of(
                named("Jakarta Mail", i -> jakartaMail(templates, session, i)),
                named("sendepostfach", i -> composer.compose(addressee(i)).bytes()),
                named("  text from HTML", i -> htmlOnly.compose(addressee(i)).bytes()),
                named("  signed, RSA", i -> rsa.sign(composer.compose(addressee(i)).bytes())),
                named("  signed, Ed25519", i -> ed25519.sign(composer.compose(addressee(i)).bytes())));
        System.out.printf("%d octets a mail, %s %s%n", composer.compose(addressee(0)).size(),
                System.getProperty("java.vm.name"), System.getProperty("java.version"));
        for (int round = 0; round <= rounds; round++) {
            for (Named way : ways) {
                double micros = measure(way.way());
                if (round > 0) { // the first one warms up
                    way.micros().add(micros);
                }
            }
        }
        double jakarta = median(ways.get(0).micros());
        double ours = median(ways.get(1).micros());
        System.out.printf("%-18s %12s %14s %14s%n", "", "µs a message", "messages/s", "times faster");
        for (Named way : ways) {
            double micros = median(way.micros());
            System.out.printf(
                    Locale.ROOT, "%-18s %12.1f %14.0f %14.1f%n", way.name(), micros, 1e6 / micros, jakarta / micros);
        }
        System.exit(ours < MOST_MICROS ? 0 : 1);
    }

    private static Named named(String name, Way way) {
        return new Named(name, way, new ArrayList<>());
    }

    /** Microseconds of this thread's processor time a mail, so that others' work on the machine counts less. */
    private static double measure(Way way) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = System.nanoTime() + SECONDS_A_TURN * 1_000_000_000L;
        long start = threads.getCurrentThreadCpuTime();
        int made = 0;
        long octets = 0;
        while (System.nanoTime() < end) {
            octets += way.mail(made++ % RECIPIENTS).length;
        }
        if (octets < made) {
            throw new IllegalStateException("empty mails");
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e3 / made;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The mail as a loop over a JavaMailSender makes it, filled by the same templates. */
    private static byte[] jakartaMail(MailTemplates templates, Session session, int i) throws Exception {
        Addressee addressee = addressee(i);
        Rendered rendered = templates.render(addressee.row());
        var message = new MimeMessage(session);
        message.setFrom(new InternetAddress("news@gaertnerei-blatt.example", "Gärtnerei Blatt", "UTF-8"));
        message.setRecipient(
                Message.RecipientType.TO,
                new InternetAddress(addressee.to().toString(), addressee.name().orElse(""), "UTF-8"));
        message.setSubject(rendered.subject(), "UTF-8");
        message.setSentDate(Date.from(DATE));
        var text = new MimeBodyPart();
        text.setText(rendered.text(), "UTF-8");
        var html = new MimeBodyPart();
        html.setText(rendered.html().orElseThrow(), "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        var out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }

    private static DkimSigner signer(String file, KeyAlgorithm algorithm) throws Exception {
        java.nio.file.Files.deleteIfExists(java.nio.file.Path.of(file));
        var names = new DkimKey("gaertnerei-blatt.example", "bench", file);
        NewKey.make(names, algorithm);
        return DkimSigner.of(List.of(names));
    }

    private static Addressee addressee(int i) {
        var row = Map.of(
                "Kundennummer", String.valueOf(100_000 + i),
                "Anrede", i % 2 == 0 ? "Frau" : "Herr",
                "Vorname", i % 3 == 0 ? "Jörg" : "Erika",
                "Nachname", "Mustermann" + i,
                "E-Mail", "kunde" + i + "@gmx.example",
                "Ort", i % 5 == 0 ? "Köln" : "Musterstadt");
        return new Addressee(
                Address.of("kunde" + i + "@gmx.example"),
                Optional.of("Erika Mustermann" + i),
                row,
                "abcdefghijklm." + i + "@gaertnerei-blatt.example",
                DATE,
                Map.of("List-Unsubscribe", "<https://gaertnerei-blatt.example/u/abcdefghijklm." + i + ">"));
    }

    private static Mail mail(boolean text) {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"de\"><body>\n<table role=\"presentation\">\n"
                + "<tr><td>Guten Tag {{ anrede }} {{ vorname }} {{ nachname }},</td></tr>\n");
        var plain = new StringBuilder("Guten Tag {{ anrede }} {{ vorname }} {{ nachname }},\n\n");
        for (int i = 1; i <= 10; i++) {
            html.append(String.format(HTML_BLOCK, i, i));
            plain.append(String.format(TEXT_BLOCK, i, i));
        }
        html.append("</table>\n</body></html>\n");
        return new Mail(
                new Sender("Gärtnerei Blatt", Address.of("news@gaertnerei-blatt.example")),
                Optional.empty(),
                "{{ vorname }}, der Frühling ist da",
                Optional.of(new Mail.Part("mail.html", html.toString())),
                text ? Optional.of(new Mail.Part("mail.txt", plain.toString())) : Optional.empty(),
                List.of(),
                Map.of());
    }
}
