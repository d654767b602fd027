package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.util.HtmlUtils;

import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.cli.Served;

/** Who reads the pages in German is told in German what is wrong; programs are told in English, whatever they ask for. */
class GermanFaultsTest {
    private static final String TOKEN = "spf_secret-of-a-test";

    @TempDir
    static Path folder;

    private static Served served;
    private static Visit german;

    @BeforeAll
    static void start() {
        served = Served.in(folder);
        Person ada = served.person("ada", Role.ADMIN);
        german = Visit.of(served::address, "ada");
        german.post("/language", Map.of("lang", "de"));
        Programs.allow(served, ada, TOKEN);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static String words(HttpResponse<String> page) {
        return HtmlUtils.htmlUnescape(page.body());
    }

    private static String upload(String path, String content) {
        return german.upload(path, content.getBytes(StandardCharsets.UTF_8)).body();
    }

    /** A draft with a list that was looked at. */
    private static String draftWith(String list) {
        String draft = Drafting.begin(german);
        upload("/drafts/" + draft + "/list?name=liste.csv", list);
        Drafting.awaitFindings(served, folder.resolve("data"), draft);
        return draft;
    }

    @Test
    void aFileThatIsNoList() throws Exception {
        String draft = draftWith("%PDF-1.7 und so weiter");
        assertThat(words(german.get("/drafts/" + draft + "/list")))
                .contains("ist eine PDF-Datei und keine CSV-Datei; öffnen Sie sie, und speichern Sie sie als CSV")
                .doesNotContain(folder.toString());
        assertThat(words(german.get("/drafts/" + draft + "/check"))).contains("ist eine PDF-Datei und keine CSV-Datei");
    }

    @Test
    void aFieldThatIsNoColumn() throws Exception {
        String draft = draftWith("E-Mail;Vorname\nanna@gmx.example;Anna\n");
        var mail = Map.of(
                "subject",
                "Hallo",
                "text",
                "Guten Tag {{ Vornam }}",
                "from_address",
                "news@blatt.example",
                "mailbox",
                "");
        assertThat(words(german.post("/drafts/" + draft + "/mail", mail)))
                .contains("mail.txt:1: das Feld \"Vornam\" gibt es nicht, ist \"Vorname\" gemeint?");
        assertThat(words(german.get("/drafts/" + draft + "/preview")))
                .contains("mail.txt:1: das Feld \"Vornam\" gibt es nicht, ist \"Vorname\" gemeint?");
    }

    @Test
    void aDraftThatIsNotFilledIn() throws Exception {
        String draft = draftWith("E-Mail;Vorname\nanna@gmx.example;Anna\n");
        german.post("/drafts/" + draft + "/name", Map.of("name", "probe"));
        var mail = new HashMap<>(Map.of("subject", "Hallo", "text", "", "from_address", "", "mailbox", "sandbox"));
        assertThat(checked(draft, mail))
                .contains("die Mail ist leer; schreiben Sie sie als HTML, als Text oder beides");
        mail.put("text", "Guten Tag");
        assertThat(checked(draft, mail))
                .contains("die Adresse des Absenders fehlt; schreiben Sie sie wie name@example.de");
        mail.put("from_address", "news at blatt");
        assertThat(checked(draft, mail))
                .contains(
                        "die Adresse des Absenders, \"news at blatt\", ist keine; schreiben Sie sie wie name@example.de");
        mail.put("from_address", "news@blatt.example");
        assertThat(checked(draft, mail)).doesNotContain("v-fail");
        assertThat(words(german.post("/drafts/" + draft + "/test", Map.of("to", "niemand"))))
                .contains("\"niemand\" ist keine Adresse; schreiben Sie sie wie name@example.de");
        assertThat(words(german.post("/drafts/" + draft + "/plan", Map.of("when", "at", "at", ""))))
                .contains("wählen Sie Tag und Uhrzeit, zu denen die Kampagne beginnt");
        assertThat(words(german.post("/drafts/" + draft + "/plan", Map.of("when", "now", "window_days", "0"))))
                .contains("sagen Sie, wie viele Tage die Zustellung dauern darf, mindestens einen");
        assertThat(words(german.post("/drafts/" + draft + "/plan", Map.of("window_days", "5", "report_to", "chefin"))))
                .contains("die Adresse für die Abrechnung, \"chefin\", ist keine");
    }

    private static String checked(String draft, Map<String, String> mail) {
        german.post("/drafts/" + draft + "/mail", mail);
        return words(german.get("/drafts/" + draft + "/check"));
    }

    @Test
    void aFileThatIsNoPicture() {
        assertThat(upload("/drafts/" + Drafting.begin(german) + "/files?name=rechnung.exe", "x"))
                .isEqualTo("\"rechnung.exe\" ist weder HTML noch ein Bild (png, jpg, gif, webp)");
    }

    @Test
    void aRowOfASuppressionListThatIsNoAddress() {
        assertThat(upload("/suppression/import?name=alt.csv", "E-Mail\nweg@gmx.example\nkein ziel\n"))
                .contains("alt.csv:3: \"kein ziel\" ist weder eine Adresse noch eine Domain");
    }

    @Test
    void aFormWithSomethingWrong() {
        assertThat(words(german.post("/me/password", Map.of("old", "falsch", "password", "ein-neues-passwort"))))
                .contains("das alte Passwort ist ein anderes");
        assertThat(words(german.post("/me/password", Map.of("old", "ada-passwort", "password", "kurz"))))
                .contains("ein Passwort braucht mindestens 10 Zeichen");
    }

    @Test
    void programsAreToldInEnglish() {
        HttpResponse<String> answer = german.send(
                HttpRequest.newBuilder(served.address("/api/v1/suppression?target=kein%20ziel&reason=manual"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Accept-Language", "de")
                        .POST(BodyPublishers.noBody())
                        .build());
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("is neither an address nor a domain");
    }

    @Test
    void inEnglishItIsEnglish() {
        var english = Visit.of(served::address, "ada");
        english.post("/language", Map.of("lang", "en"));
        assertThat(words(english.post("/me/password", Map.of("old", "falsch", "password", "ein-neues-passwort"))))
                .contains("the old password is another one");
    }
}
