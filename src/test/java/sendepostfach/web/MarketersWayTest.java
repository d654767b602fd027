package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.access.Role;
import sendepostfach.cli.Served;

/** A marketer goes the whole way, from the upload to the final account, on the sandbox. */
class MarketersWayTest {
    private static final String LIST = """
            Vorname;Nachname;E-Mail;Stadt
            Anna;Arend;anna@gmx.example;Köln
            Bernd;Busch;bernd@gmail.example;Bonn
            Carla;Conrad;unbekannt.carla@gmail.example;Ulm
            Dieter;Dorn;dieter@t-online.example;Trier
            Anna;Arend;ANNA@GMX.example;Köln
            Dora;Dorn;dora at web;Kiel
            Emil;Ernst;emil@schreinerei-huber.example;Jena
            """;

    private static final String HTML = """
            <html><body style="font-family:sans-serif;color:#234"><h1 style="color:#0b5d51">Hallo {{ Vorname }}!</h1>
            <img src="bilder/kopf.png" alt="Blatt" width="120" height="24">
            <p>Der Frühling ist da, auch in {{ Stadt | default('Ihrer Stadt') }}.</p>
            <p><a href="https://gaertnerei-blatt.example/ab">Abmelden</a></p></body></html>
            """;

    /** A picture of one pixel. */
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkqPtfDwAEDAIBYl3yBwAAAABJRU5ErkJggg==");

    @TempDir
    Path folder;

    @Test
    void inEnglish() throws Exception {
        wholeWay("en");
    }

    @Test
    void aufDeutsch() throws Exception {
        wholeWay("de");
    }

    private void wholeWay(String language) throws Exception {
        boolean german = language.equals("de");
        String prefix = "marketer-" + language + "-";
        Path list = Files.writeString(folder.resolve("kunden.csv"), LIST, StandardCharsets.UTF_8);
        Path mail = Files.writeString(folder.resolve("mail.html"), HTML, StandardCharsets.UTF_8);
        Path picture = Files.write(folder.resolve("kopf.png"), PICTURE);
        try (Served served = Served.in(folder)) {
            served.person("maria", Role.MARKETER);
            try (Browser browser = Browser.open(served::address, language)) {
                browser.visit("/login");
                browser.picture(prefix + "01-login");
                browser.logIn("maria");
                assertThat(browser.text("h1")).isEqualTo(german ? "Kampagnen" : "Campaigns");
                browser.picture(prefix + "02-campaigns-empty");

                browser.click("form[action='/drafts'] button");
                browser.await("input[name=name]");
                browser.picture(prefix + "03-list-empty");
                browser.type("name", "fruehling");
                browser.upload("input[type=file]", list);
                browser.await("#findings .tiles");
                assertThat(browser.text("#findings .tiles"))
                        .contains("7")
                        .contains("5")
                        .contains("1");
                assertThat(browser.text("#findings")).contains("Google").contains("kunden.csv");
                assertThat(browser.find("input[name=name]").getDomProperty("value"))
                        .isEqualTo("fruehling");
                browser.picture(prefix + "04-list");

                browser.click("a[href$='/mail'].primary");
                browser.await("#mail");
                browser.upload("input[type=file]", picture);
                browser.awaitText("main", "kopf.png");
                browser.upload("input[type=file]", mail);
                browser.awaitText("textarea[name=html]", "Hallo {{ Vorname }}");
                browser.type("from_name", "Gärtnerei Blatt");
                browser.type("from_address", "news@gaertnerei-blatt.example");
                browser.find("[name=subject]").sendKeys("Frühling, ");
                browser.click("[data-field='{{ Vorname }}']");
                assertThat(browser.find("[name=subject]").getDomProperty("value"))
                        .isEqualTo("Frühling, {{ Vorname }}");
                browser.awaitText("#said", german ? "gespeichert" : "Saved");
                browser.awaitTextInFrame("#preview", "Hallo Anna!");
                browser.find("#row").clear();
                browser.find("#row").sendKeys("2\t");
                browser.awaitTextInFrame("#preview", "Hallo Bernd!");
                browser.picture(prefix + "05-mail");
                browser.click("[data-view='html phone']");
                browser.awaitTextInFrame("#preview", "Hallo Bernd!");
                browser.picture(prefix + "06-mail-phone");

                browser.click("a[href$='/check'].primary");
                browser.await("#preflight .level");
                assertThat(browser.has(".v-fail")).as(browser.text("main")).isFalse();
                browser.picture(prefix + "07-check");

                browser.click("a[href$='/test'].primary");
                browser.type("to", "maria@ionos.example");
                browser.click("main form[action$='/test'] button.primary");
                browser.await(".v-pass");
                assertThat(browser.text("main")).contains("250");
                browser.picture(prefix + "08-test");

                // left, and taken up again
                browser.visit("/campaigns");
                assertThat(browser.text("main")).contains("fruehling");
                browser.picture(prefix + "09-draft");
                browser.click("a[href^='/drafts/']");
                browser.await(".level");
                browser.click("a[href$='/plan']");
                browser.await("#outlook .attention");
                browser.type("report_to", "maria@ionos.example");
                browser.find("[name=report_to]").sendKeys("\t");
                browser.await("#outlook .attention");
                assertThat(browser.text("#outlook .big"))
                        .contains("5")
                        .contains("Frühling, {{ Vorname }}")
                        .contains("sandbox");
                browser.picture(prefix + "10-plan");

                browser.click("#outlook button.primary");
                browser.awaitPath("/campaigns/fruehling");
                browser.await("[role=status]");
                browser.picture(prefix + "11-scheduled");
                // the page moves by itself until the campaign is settled
                browser.awaitText("h1", german ? "abgerechnet" : "settled");
                assertThat(browser.text(".tiles")).contains("4").contains("80 %");
                browser.picture(prefix + "12-campaign");
                browser.click("a[href*='/recipients?state=REFUSED']");
                browser.awaitPath("/campaigns/fruehling/recipients");
                assertThat(browser.text("main")).contains("unbekannt.carla@gmail.example");
                browser.picture(prefix + "12-refused");
                browser.visit("/campaigns/fruehling");
                browser.click("a[href$='/account']");
                browser.awaitPath("/campaigns/fruehling/account");
                assertThat(browser.text("main")).contains("recipients.csv");
                browser.picture(prefix + "13-account");

                browser.visit("/recipients?q=unbekannt.carla@gmail.example");
                browser.picture(prefix + "14-search");
                browser.click("main a[href*='/recipients/']");
                assertThat(browser.text("main")).contains("550").contains("Carla");
                browser.picture(prefix + "15-recipient");
                browser.visit("/recipients?q=niemand");
                browser.picture(prefix + "16-search-empty");
                browser.visit("/me");
                browser.picture(prefix + "17-me");
                browser.type("old", "ein-anderes");
                browser.type("password", "ein-neues-passwort");
                browser.click("form[action$='/me/password'] button");
                browser.awaitText(
                        "main", german ? "das alte Passwort ist ein anderes" : "the old password is another one");
                browser.picture(prefix + "18-fault");
                browser.visit("/no-such-page");
                browser.picture(prefix + "18-no-such-page");
                browser.visit("/unsubscribe/sample");
                browser.picture(prefix + "19-unsubscribe");
                // the browser notes every answer that is none of 200
                assertThat(browser.violations())
                        .filteredOn(each -> !each.contains("/no-such-page") && !each.contains("/me/password"))
                        .isEmpty();
            }
        }
    }
}
