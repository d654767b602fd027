package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Mailbox;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.GermanWords;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.MailboxProbe;
import sendepostfach.preflight.Sending;

class MailContentTest {
    private static final String HEADERS = """
            From: Blatt <news@blatt.example>
            Subject: Neues
            List-Unsubscribe: <https://blatt.example/u/1>
            List-Unsubscribe-Post: List-Unsubscribe=One-Click
            MIME-Version: 1.0
            """;
    private static final String TEXT = "Guten Tag, hier sind Neuigkeiten. ".repeat(10);
    private static final String GOOD_PAGE = "<p>" + TEXT + "</p><a href=\"https://blatt.example/u/1\">Abmelden</a>"
            + " <a href=\"https://blatt.example/impressum\">Impressum</a>";

    @Test
    void aGoodMailPasses() {
        assertThat(trouble(mail(HEADERS, TEXT, GOOD_PAGE, ""))).isEmpty();
    }

    @Test
    void eachFaultIsFoundAndNothingElse() {
        assertThat(trouble(mail(HEADERS, " ", GOOD_PAGE, ""))).containsExactly(entry("text-part"));
        assertThat(trouble(mail(HEADERS, TEXT, GOOD_PAGE.replace(TEXT, "Hallo") + "<img src=cid:x>", "")))
                .containsExactly(entry("images"));
        assertThat(trouble(mail(
                        HEADERS, TEXT, GOOD_PAGE.replace("Abmelden", "Hier").replace("/u/1", "/x"), "")))
                .containsExactly(entry("unsubscribe-link"));
        assertThat(trouble(mail(HEADERS, TEXT, GOOD_PAGE.replace("mpressum", "x"), "")))
                .containsExactly(entry("imprint"));
        assertThat(trouble(mail(HEADERS, TEXT, GOOD_PAGE + "<a href='https://bit.ly/3x'>mehr</a>", "")))
                .containsExactly(entry("link-shorteners"));
        assertThat(trouble(mail(HEADERS, TEXT + " https://www.tinyurl.com/x", GOOD_PAGE, "")))
                .containsExactly(entry("link-shorteners"));
        assertThat(trouble(mail(HEADERS, TEXT, GOOD_PAGE + "<a href='https://evil.example/'>www.sparkasse.de</a>", "")))
                .containsExactly(entry("link-text"));
        assertThat(trouble(mail(HEADERS, TEXT, GOOD_PAGE + "x".repeat(110_000), "")))
                .containsExactly(entry("size"));
        assertThat(trouble(mail(HEADERS.replaceAll("List-.*\\n", ""), TEXT, GOOD_PAGE, "")))
                .containsExactly(entry("one-click"));
        assertThat(trouble(mail(HEADERS.replace("<https:", "<mailto:"), TEXT, GOOD_PAGE, "")))
                .containsExactly(entry("one-click"));
        assertThat(trouble(mail(HEADERS, TEXT, GOOD_PAGE, "rechnung.pdf.exe")))
                .containsExactly(Map.entry("attachments", Level.FAIL));
        assertThat(trouble(mail(HEADERS + "From: Zwei <zwei@blatt.example>\n", TEXT, GOOD_PAGE, "")))
                .containsExactly(Map.entry("from", Level.FAIL));
    }

    @Test
    void anImprintInTheMailIsOneWithoutTheWord() {
        String page = GOOD_PAGE.replace("mpressum", "x");

        assertThat(trouble(mail(HEADERS, TEXT, page + "<p>Amtsgericht Musterstadt, HRB 12345</p>", "")))
                .isEmpty();
        assertThat(trouble(mail(HEADERS, TEXT + " USt-IdNr. DE123456789", page, "")))
                .isEmpty();
    }

    @Test
    void aLinkMayShowItsOwnDomainOrWords() {
        assertThat(trouble(mail(
                        HEADERS,
                        TEXT,
                        GOOD_PAGE + "<a href='https://shop.blatt.example/'>www.blatt.example</a>"
                                + "<a href='https://other.example/'>Angebot Nr. 3.5</a><a href='mailto:x@y.example'>www.z.example</a>",
                        "")))
                .isEmpty();
    }

    @Test
    void anOrdinaryAttachmentIsNoFault() {
        assertThat(trouble(mail(HEADERS, TEXT, GOOD_PAGE, "Katalog 2026.pdf"))).isEmpty();
    }

    private static Map.Entry<String, Level> entry(String check) {
        return Map.entry(check, Level.WARN);
    }

    private static Map<String, Level> trouble(byte[] mail) {
        MailboxProbe none = (mailbox, senders) -> {
            throw new AssertionError("the sandbox is not looked at");
        };
        var sandbox = new Mailbox(
                "sandbox",
                Mailbox.Kind.SANDBOX,
                "",
                0,
                Mailbox.Security.NONE,
                Optional.empty(),
                1,
                1,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        PreflightReport report = new Preflight(
                        Optional.empty(), none, PreflightSettings.DEFAULT, Clock.systemUTC(), Runnable::run)
                .check(new Sending(
                        Address.of("news@blatt.example"),
                        Optional.empty(),
                        "news@blatt.example",
                        sandbox,
                        List.of(),
                        Optional.of(new Sending.Content(mail)),
                        Audience.UNKNOWN));
        GermanWords.areIn(report.findings());
        Map<String, Level> trouble = new TreeMap<>();
        report.findings().stream()
                .filter(finding -> finding.level() == Level.FAIL || finding.level() == Level.WARN)
                .forEach(finding -> trouble.put(finding.check(), finding.level()));
        return trouble;
    }

    private static byte[] mail(String headers, String text, String html, String attachment) {
        String parts = part("text/plain; charset=utf-8", "", text) + part("text/html; charset=utf-8", "", html);
        if (!attachment.isEmpty()) {
            parts += part(
                    "application/octet-stream",
                    "Content-Disposition: attachment; filename=\"" + attachment + "\"\n",
                    "x");
        }
        String mail = headers + "Content-Type: multipart/mixed; boundary=B\n\n" + parts + "--B--\n";
        return mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String part(String type, String header, String content) {
        return "--B\nContent-Type: " + type + "\n" + header + "\n" + content + "\n";
    }
}
