package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

import sendepostfach.access.AuditLog;
import sendepostfach.access.Role;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.cli.Served;
import sendepostfach.dns.PracticeNameServer;
import sendepostfach.draft.Drafts;
import sendepostfach.draft.Field;
import sendepostfach.preflight.PreflightLedger;
import sendepostfach.preflight.PreflightLedger.Decision;
import sendepostfach.smtp.ScriptedAnswer;
import sendepostfach.smtp.ScriptedServer;

/** A campaign whose sender's domain does not let the sending host pass: what is shown, and who may send it all the same. */
class PreflightWayTest {
    private static final String SCRIPT = "<script>alert('x')</script>";

    @TempDir
    Path folder;

    private final PracticeNameServer names = new PracticeNameServer()
            .deniesOtherNames()
            .has("blatt.example", 300, Type.TXT, "\"v=spf1 mx -all\"")
            .has("blatt.example", 300, Type.MX, "10 mx.blatt.example.")
            .has("mx.blatt.example", 300, Type.A, "192.0.2.25")
            .has("out.provider.example", 300, Type.A, "192.0.2.66")
            .has("66.2.0.192.in-addr.arpa", 300, Type.PTR, "out.provider.example.")
            .has("firma.example", 300, Type.MX, "10 mx.firma.example.");
    private final ScriptedServer mailbox = ScriptedServer.start(step ->
            step.toString().contains("boese@") ? ScriptedAnswer.reply("550 5.1.1 " + SCRIPT) : ScriptedAnswer.usual());

    private Served served;

    @BeforeEach
    void start() throws Exception {
        Path jobs = Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(jobs.resolve("mailboxes.yaml"), """
                haupt: { host: 127.0.0.1, port: %d, security: none, sending-hosts: [out.provider.example] }
                """.formatted(mailbox.port()));
        served = Served.in(
                folder,
                Optional.of(names.address().host() + ":" + names.address().port()));
        served.person("maria", Role.MARKETER);
        served.person("otto", Role.OPERATOR);
        served.person("ada", Role.ADMIN);
    }

    @AfterEach
    void stop() {
        served.close();
        mailbox.close();
        names.close();
    }

    /** A draft that lacks nothing but a domain that lets the sending host pass. */
    private String draft(Visit marketer) throws InterruptedException {
        String id = marketer.post("/drafts", Map.of())
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceAll(".*/drafts/([a-z0-9]+)/list", "$1");
        marketer.upload(
                "/drafts/" + id + "/list?name=liste.csv",
                "Name,E-Mail\nAnna,anna@firma.example\nBoese,boese@firma.example\n".getBytes(StandardCharsets.UTF_8));
        var scans = served.get(ListScans.class);
        synchronized (this) {
            for (int i = 0;
                    i < 200
                            && scans.of(DraftFolder.of(folder.resolve("data"), id))
                                    .isEmpty();
                    i++) {
                wait(50);
            }
        }
        marketer.post("/drafts/" + id + "/name", Map.of("name", "probe"));
        marketer.post(
                "/drafts/" + id + "/mail",
                Map.of(
                        "mailbox",
                        "haupt",
                        "from_address",
                        "news@blatt.example",
                        "subject",
                        "Probe",
                        "text",
                        "Guten Tag {{ Name }}, abmelden: https://blatt.example/ab"));
        return id;
    }

    @Test
    void showsWhatToPublishAndWhoMaySendInSpiteOfIt() throws Exception {
        String draft = draft(Visit.of(served::address, "maria"));
        for (String language : new String[] {"en", "de"}) {
            try (Browser browser = Browser.open(served::address, language)) {
                browser.logIn("maria");
                browser.visit("/drafts/" + draft + "/check");
                browser.await("#preflight .v-fail");
                assertThat(browser.text("#preflight .level .mono")).isEqualTo("spf");
                assertThat(browser.text("#preflight pre")).isEqualTo("v=spf1 mx ip4:192.0.2.66 -all");
                browser.click("#preflight [data-copy]");
                browser.awaitText("#preflight [data-copy]", language.equals("de") ? "Kopiert" : "Copied");
                browser.picture("preflight-" + language + "-01-check");
                browser.visit("/drafts/" + draft + "/plan");
                browser.await("#outlook .note.bad");
                assertThat(browser.has("form[action$='/schedule']"))
                        .as("no marketer may")
                        .isFalse();
                browser.picture("preflight-" + language + "-02-plan");
                browser.visit("/check?domain=blatt.example&mailbox=haupt");
                browser.await(".v-fail");
                assertThat(browser.text("main")).contains("v=spf1 mx ip4:192.0.2.66 -all");
                browser.picture("preflight-" + language + "-03-domain");
                browser.visit("/check?domain=%3Cscript%3E&mailbox=haupt");
                browser.await(".note.bad");
                browser.visit("/check");
                browser.picture("preflight-" + language + "-04-domain-empty");
                assertThat(browser.violations()).isEmpty();
            }
        }
        try (Browser browser = Browser.open(served::address, "en")) {
            browser.logIn("ada");
            browser.visit("/drafts/" + draft + "/plan");
            browser.await("form[action$='/schedule']");
            browser.picture("preflight-en-05-plan-admin");
            browser.click("[name=inSpite]");
            browser.click("form[action$='/schedule'] button");
            browser.awaitPath("/campaigns/probe");
            browser.awaitText("h1", "settled");
            browser.visit("/campaigns/probe/account");
            browser.picture("preflight-en-06-account");
            assertThat(browser.violations()).isEmpty();
        }
        assertThat(mailbox.accepted()).hasSize(1);
        long campaign = served.get(Campaigns.class).find("probe").orElseThrow().id();
        assertThat(served.get(PreflightLedger.class).of(campaign))
                .extracting(PreflightLedger.Entry::decision)
                .contains(Decision.FORCED)
                .doesNotContain(Decision.REFUSED);
        assertThat(served.get(AuditLog.class).latest(50))
                .anyMatch(deed -> deed.action().equals("campaign.in-spite")
                        && deed.who().equals("ada")
                        && deed.detail().contains("spf"));

        // what a server said is shown as text, wherever it stands
        Visit admin = Visit.of(served::address, "ada");
        for (String path : new String[] {
            "/campaigns/probe",
            "/campaigns/probe/live",
            "/campaigns/probe/account",
            "/campaigns/probe/recipients/2",
            "/operations"
        }) {
            assertThat(admin.get(path).body()).as(path).doesNotContain(SCRIPT).doesNotContain("<script>alert");
        }
        assertThat(admin.get("/campaigns/probe/recipients/2").body()).contains("550 5.1.1 &lt;script&gt;");
    }

    @Test
    void isRefusedToWhoMayNotOrHasNotDecided() throws Exception {
        Visit marketer = Visit.of(served::address, "maria");
        Visit admin = Visit.of(served::address, "ada");
        String draft = draft(marketer);

        assertThat(marketer.post("/drafts/" + draft + "/schedule", Map.of()).statusCode())
                .isEqualTo(422);
        assertThat(marketer.post("/drafts/" + draft + "/schedule", Map.of("inSpite", "true"))
                        .body())
                .contains("only an admin");
        assertThat(admin.post("/drafts/" + draft + "/schedule", Map.of()).statusCode())
                .isEqualTo(422);
        assertThat(served.get(Campaigns.class).all()).isEmpty();
        assertThat(served.get(Drafts.class).find(draft).orElseThrow().get(Field.IN_SPITE))
                .isEmpty();
    }

    @Test
    void anOperatorMayLetAStoppedCampaignGoOn() throws Exception {
        // published when it was planned, gone when it starts
        names.replaces("blatt.example", 300, Type.TXT, "\"v=spf1 ip4:192.0.2.66 -all\"")
                .has("_dmarc.blatt.example", 300, Type.TXT, "\"v=DMARC1; p=reject\"");
        Visit marketer = Visit.of(served::address, "maria");
        String draft = draft(marketer);
        var preflights = served.get(DraftPreflights.class);
        preflights.of(served.get(DraftDesk.class).get(draft));
        names.replaces("blatt.example", 300, Type.TXT, "\"v=spf1 mx -all\"");
        marketer.post("/drafts/" + draft + "/schedule", Map.of("inSpite", "true"));
        await(CampaignState.STOPPED);

        Visit operator = Visit.of(served::address, "otto");
        String asked = operator.post("/campaigns/probe/steer/resume", Map.of()).body();
        assertThat(asked).contains("inSpite").contains("spf");
        operator.post("/campaigns/probe/steer/resume", Map.of("inSpite", "true"));
        await(CampaignState.SETTLED);
        assertThat(mailbox.accepted()).hasSize(1);
        assertThat(served.get(AuditLog.class).latest(50))
                .anyMatch(deed ->
                        deed.action().equals("campaign.resume") && deed.detail().contains("in spite"));
    }

    private void await(CampaignState state) throws InterruptedException {
        synchronized (this) {
            for (int i = 0; i < 600; i++) {
                if (served.get(Campaigns.class)
                        .find("probe")
                        .filter(entry -> entry.state() == state)
                        .isPresent()) {
                    return;
                }
                wait(50);
            }
        }
        throw new AssertionError(served.get(Campaigns.class).find("probe") + " at "
                + served.get(Clock.class).instant());
    }
}
