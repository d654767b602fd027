package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import sendepostfach.access.AuditLog;
import sendepostfach.access.Role;
import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Enrolment;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.RecipientState;
import sendepostfach.cli.Served;
import sendepostfach.draft.Drafts;
import sendepostfach.draft.Field;
import sendepostfach.report.ExecutionLog;
import sendepostfach.schedule.Conductor;

/** The suppression list, executions, and what came back, over the pages' addresses. */
class OrdersTest {
    @TempDir
    Path folder;

    private Served served;
    private Visit marketer;
    private Visit operator;

    @BeforeEach
    void start() {
        served = Served.in(folder);
        served.person("maria", Role.MARKETER);
        served.person("otto", Role.OPERATOR);
        marketer = Visit.of(served::address, "maria");
        operator = Visit.of(served::address, "otto");
    }

    @AfterEach
    void stop() {
        served.close();
    }

    private void await(BooleanSupplier done) throws InterruptedException {
        synchronized (this) {
            for (int i = 0; i < 600 && !done.getAsBoolean(); i++) {
                wait(50);
            }
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    private String draft(String list) throws InterruptedException {
        String id = marketer.post("/drafts", Map.of())
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .replaceAll(".*/drafts/([a-z0-9]+)/list", "$1");
        assertThat(marketer.upload("/drafts/" + id + "/list?name=liste.csv", list.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        var scans = served.get(ListScans.class);
        await(() -> scans.of(DraftFolder.of(folder.resolve("data"), id)).isPresent());
        return id;
    }

    @Test
    void theFirstStepCountsWhoIsSuppressed() throws Exception {
        marketer.post("/suppression", Map.of("targets", "anna@gmx.example\nweg.example", "reason", "unsubscribed"));
        String id = draft("E-Mail\nANNA@gmx.example\nbernd@weg.example\ncarla@gmx.example\n");

        Findings findings = served.get(ListScans.class)
                .of(DraftFolder.of(folder.resolve("data"), id))
                .orElseThrow();
        assertThat(findings.accepted()).isEqualTo(3);
        assertThat(findings.suppressed()).isEqualTo(2);
        assertThat(marketer.get("/drafts/" + id + "/list").body()).contains("suppressed");
    }

    @Test
    void theSuppressionListIsTakenOverAndGivenOut() {
        HttpResponse<String> wrong = marketer.post("/suppression", Map.of("targets", "gut@b.example kein@@ziel"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        HttpResponse<String> taken = marketer.upload(
                "/suppression/import?name=%3Cb%3Ealt.csv",
                "target,reason\n=cmd|x@b.example,manual\nalt@b.example,complained\n".getBytes(StandardCharsets.UTF_8));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(taken.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");

        String exported = marketer.get("/suppression/export.csv").body();
        assertThat(exported)
                .contains("alt@b.example,,complained,<b>alt.csv,")
                .doesNotContain("gut@b.example")
                .doesNotContain("\n=cmd");
        assertThat(marketer.get("/suppression").body())
                .contains("&lt;b&gt;alt.csv")
                .doesNotContain("<b>alt.csv");
        assertThat(marketer.get("/suppression?q=%3Cscript%3E").body()).doesNotContain("<script>\"");
        operator.post("/suppression/remove", Map.of("target", "alt@b.example"));
        assertThat(marketer.get("/suppression/export.csv").body()).doesNotContain("alt@b.example");
        assertThat(served.get(AuditLog.class).latest(20))
                .extracting(sendepostfach.access.Deed::action)
                .contains("suppression.import", "suppression.export", "suppression.remove");
    }

    private CampaignEntry running(int recipients) throws Exception {
        var list = new StringBuilder("E-Mail\n");
        for (int i = 0; i < recipients; i++) {
            list.append("kunde").append(i).append("@gmx.example\n");
        }
        Files.writeString(folder.resolve("liste.csv"), list);
        Files.writeString(folder.resolve("mail.txt"), "Hallo\n");
        Path job = Files.writeString(folder.resolve("brief.yaml"), """
                from: "Probe <news@probe.example>"
                subject: "Rundbrief"
                text: mail.txt
                list: { file: liste.csv }
                """);
        var now = served.get(Clock.class).instant();
        CampaignEntry entry = served.get(Enrolment.class).enrol(job, "brief", now);
        served.get(CampaignRunner.class).importList(entry.id());
        served.get(Conductor.class).startAt(entry.id(), now);
        return entry;
    }

    private ExecutionLog.Execution lane(long campaign) {
        return served.get(ExecutionLog.class).latest(50).stream()
                .filter(each -> each.job().equals("deliver")
                        && each.campaign().filter(id -> id == campaign).isPresent())
                .findFirst()
                .orElse(new ExecutionLog.Execution(
                        0,
                        "",
                        "",
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        "COMPLETED",
                        "",
                        "",
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.List.of()));
    }

    @Test
    void anExecutionIsStoppedAndRestarted() throws Exception {
        CampaignEntry campaign = running(5000);
        await(() -> lane(campaign.id()).canStop());
        ExecutionLog.Execution first = lane(campaign.id());
        assertThat(operator.get("/operations").body()).contains("/operations/executions/" + first.id() + "/stop");

        operator.post("/operations/executions/" + first.id() + "/stop", Map.of());
        await(() -> lane(campaign.id()).canRestart());
        assertThat(served.get(Campaigns.class).lanes(campaign.id()).get(0).state())
                .isEqualTo(LaneState.PAUSED);
        assertThat(operator.post("/operations/executions/" + first.id() + "/stop", Map.of())
                        .statusCode())
                .isEqualTo(422);

        operator.post("/operations/executions/" + lane(campaign.id()).id() + "/restart", Map.of());
        await(() -> lane(campaign.id()).id() > first.id());
        assertThat(served.get(AuditLog.class).latest(20))
                .extracting(sendepostfach.access.Deed::action)
                .contains("execution.stop", "execution.restart");
        operator.post("/campaigns/brief/steer/cancel", Map.of());
        await(() -> served.get(Campaigns.class).get(campaign.id()).settledAt().isPresent());
    }

    @Test
    void whatCameBackAfterTheAccountIsShown() throws Exception {
        CampaignEntry campaign = running(3);
        await(() -> served.get(Campaigns.class).get(campaign.id()).settledAt().isPresent());
        new JdbcTemplate(served.get(DataSource.class))
                .update(
                        "INSERT INTO feedback (campaign_id, row_no, at, type, kind, soft, late, hash, detail)"
                                + " VALUES (?, 1, 0, 'failed', 'mailbox-full', TRUE, TRUE, ?, '552 <b>full</b>')",
                        campaign.id(),
                        new byte[16]);
        assertThat(operator.get("/campaigns/brief/account").body())
                .contains("came back as undeliverable")
                .contains("552 &lt;b&gt;full");
    }

    /** A process that dies during an import leaves the campaign with a part of its list; the next {@code serve} goes on. */
    @Test
    void anImportThatWasBrokenOffGoesOnAtTheNextStart() throws Exception {
        String id = written("E-Mail\nanna@gmx.example\nbernd@gmx.example\n");
        var desk = served.get(DraftDesk.class);
        var now = served.get(Clock.class).instant();
        CampaignEntry entry = served.get(Enrolment.class).enrol(desk.write(desk.get(id)), "weiter", now);
        served.get(Drafts.class).became(id, entry.id(), now);
        assertThat(served.get(Campaigns.class).get(entry.id()).state()).isEqualTo(CampaignState.IMPORTING);

        served.close();
        served = Served.in(folder);

        await(() -> served.get(Campaigns.class).get(entry.id()).settledAt().isPresent());
        assertThat(served.get(Campaigns.class).tally(entry.id()).values().stream()
                        .mapToInt(states -> states.getOrDefault(RecipientState.ACCEPTED, 0))
                        .sum())
                .isEqualTo(2);
        assertThat(served.get(Drafts.class).find(id).orElseThrow().get(Field.NAME))
                .isEqualTo("weiter");
    }

    /** A draft that is ready to be scheduled. */
    private String written(String list) throws InterruptedException {
        String id = draft(list);
        marketer.post("/drafts/" + id + "/name", Map.of("name", "weiter"));
        marketer.post(
                "/drafts/" + id + "/mail",
                Map.of("from_address", "news@probe.example", "subject", "Hallo", "text", "Hallo, abmelden"));
        return id;
    }

    @Test
    void anImportThatTheDatabaseFailedStaysToBeGoneOnWith() throws Exception {
        String id = written("E-Mail\nanna@gmx.example\nbernd at gmx\n");
        var jdbc = new JdbcTemplate(served.get(DataSource.class));
        jdbc.execute("ALTER TABLE rejected_row RENAME TO away");
        schedule(id);
        await(() -> served.get(ExecutionLog.class).latest(9).stream()
                .anyMatch(each -> each.status().equals("FAILED")));
        jdbc.execute("ALTER TABLE away RENAME TO rejected_row");

        // comes after what follows the failure, since one import is done at a time
        served.get(HandOver.class).goOn();

        await(() -> weiter().settledAt().isPresent());
    }

    @Test
    void aListThatCannotBeImportedStopsItsCampaign() throws Exception {
        String id = written("E-Mail\nanna@gmx.example\n");
        var desk = served.get(DraftDesk.class);
        var now = served.get(Clock.class).instant();
        CampaignEntry entry = served.get(Enrolment.class).enrol(desk.write(desk.get(id)), "weiter", now);
        served.get(Drafts.class).became(id, entry.id(), now);
        Files.writeString(DraftFolder.of(folder.resolve("data"), id).list(), "Name\nAnna\n");

        served.get(HandOver.class).goOn();

        await(() -> weiter().state() == CampaignState.STOPPED);
        assertThat(weiter().reason()).contains("the list cannot be imported").contains("no column holds e-mail");
    }

    private void schedule(String draft) {
        served.get(HandOver.class).schedule(served.get(DraftDesk.class).get(draft));
    }

    private CampaignEntry weiter() {
        return served.get(Campaigns.class).find("weiter").orElseThrow();
    }
}
