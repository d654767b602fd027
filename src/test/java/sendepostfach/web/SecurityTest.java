package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sendepostfach.access.AuditLog;
import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.access.Tokens;
import sendepostfach.campaign.Campaigns;
import sendepostfach.cli.Served;
import sendepostfach.draft.Drafts;

/** Who may see and do what, and what becomes of hostile input. */
class SecurityTest {
    private static final String SCRIPT = "<script>alert('x')</script>";

    @TempDir
    static Path folder;

    private static Served served;
    private static Visit marketer;
    private static Visit operator;
    private static Visit admin;

    @BeforeAll
    static void start() {
        served = Served.in(folder);
        served.person("maria", Role.MARKETER);
        served.person("otto", Role.OPERATOR);
        served.person("ada", Role.ADMIN);
        marketer = Visit.of(served::address, "maria");
        operator = Visit.of(served::address, "otto");
        admin = Visit.of(served::address, "ada");
        var now = served.get(Clock.class).instant();
        served.get(Campaigns.class)
                .create(new Campaigns.NewCampaign(
                        "probe", "uid", "sandbox", folder.resolve("probe.yaml").toString(), "", Map.of(), now, now));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static Visit visit(String role) {
        return switch (role) {
            case "marketer" -> marketer;
            case "operator" -> operator;
            case "admin" -> admin;
            default -> new Visit(served::address);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "/campaigns,                      302, 200, 200, 200",
        "/campaigns/probe,                302, 200, 200, 200",
        "/campaigns/probe/live,           302, 200, 200, 200",
        "/campaigns/probe/course,         302, 200, 200, 200",
        "/campaigns/probe/account,        302, 200, 200, 200",
        "/campaigns/probe/steer/pause,    302, 200, 200, 200",
        "/campaigns/probe/steer/resume,   302, 403, 200, 200",
        "/campaigns/probe/steer/restart,  302, 403, 200, 200",
        "/campaigns/probe/steer/cancel,   302, 403, 200, 200",
        "/campaigns/probe/steer/resend,   302, 403, 200, 200",
        "/recipients,                     302, 200, 200, 200",
        "/drafts/abcdefgh/list,           302, 404, 403, 404",
        "/check,                          302, 200, 200, 200",
        "/suppression,                    302, 200, 200, 200",
        "/suppression/latest,             302, 200, 200, 200",
        "/suppression/export.csv,         302, 200, 200, 200",
        "/operations,                     302, 403, 200, 200",
        "/people,                         302, 403, 403, 200",
        "/audit,                          302, 403, 403, 200",
        "/me,                             302, 200, 200, 200",
        "/api,                            302, 200, 200, 200",
        "/no-such-page,                   302, 404, 404, 404",
        "/login,                          200, 200, 200, 200",
        "/assets/app.css,                 200, 200, 200, 200",
        "/webjars/htmx.org/dist/htmx.min.js, 200, 200, 200, 200",
        "/actuator/health,                200, 200, 200, 200",
        "/actuator/env,                   401, 401, 401, 401",
        "/actuator/prometheus,            401, 401, 401, 401",
        "/api/v1/campaigns,               401, 401, 401, 401"
    })
    void everyAddressOpensForThoseWhoMayOnly(String path, int nobody, int marketer, int operator, int admin) {
        assertThat(visit("nobody").get(path).statusCode()).as("nobody").isEqualTo(nobody);
        assertThat(visit("marketer").get(path).statusCode()).as("marketer").isEqualTo(marketer);
        assertThat(visit("operator").get(path).statusCode()).as("operator").isEqualTo(operator);
        assertThat(visit("admin").get(path).statusCode()).as("admin").isEqualTo(admin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/drafts",
                "/campaigns/probe/steer/pause",
                "/campaigns/probe/steer/cancel",
                "/operations/mailboxes/sandbox/pace",
                "/operations/executions/1/stop",
                "/suppression",
                "/suppression/remove",
                "/suppression/import",
                "/people",
                "/me/tokens",
                "/me/password",
                "/logout",
                "/language"
            })
    void nothingIsDoneWithoutTheTokenOfAPage(String path) {
        assertThat(admin.postWith(path, Map.of(), "").statusCode()).isEqualTo(403);
        assertThat(admin.postWith(path, Map.of(), "guessed").statusCode()).isEqualTo(403);
    }

    @Test
    void ordersOfOthersAreRefused() {
        assertThat(marketer.post("/campaigns/probe/steer/cancel", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(marketer.post("/suppression/remove", Map.of("target", "a@b.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(marketer.post("/operations/mailboxes/sandbox/pace", Map.of("decision", "reset"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(operator.post("/drafts", Map.of()).statusCode()).isEqualTo(403);
        assertThat(operator.post("/people", Map.of("name", "x", "role", "admin", "password", "0123456789"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void everyPageForbidsScriptAndStyleWithinIt() {
        for (String path : List.of("/campaigns", "/login", "/no-such-page", "/operations")) {
            HttpResponse<String> page = admin.get(path);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("default-src 'none'")
                    .contains("script-src 'self'")
                    .contains("style-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("X-Frame-Options")).contains("SAMEORIGIN");
            assertThat(page.body()).doesNotContain(" style=").doesNotContain(" onclick=");
        }
    }

    @Test
    void theSessionCookieIsOutOfReach() {
        String cookie = new Visit(served::address)
                .get("/login")
                .headers()
                .firstValue("Set-Cookie")
                .orElse("");
        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void guessingIsSlowedDown() {
        served.person("gustav", Role.MARKETER);
        var guesser = new Visit(served::address);
        for (int i = 0; i < 5; i++) {
            assertThat(location(guesser.post("/login", Map.of("username", "gustav", "password", "falsch" + i))))
                    .endsWith("/login?wrong");
        }
        // by now even the right password has to wait; from this address that holds for others' names too
        assertThat(location(guesser.post("/login", Map.of("username", "gustav", "password", "gustav-passwort"))))
                .endsWith("/login?wait");
        assertThat(served.get(AuditLog.class).latest(50))
                .anyMatch(deed ->
                        deed.action().equals("login.failed") && deed.subject().equals("gustav"));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    @Test
    void scriptInAListIsShownAsText() throws Exception {
        String draft = Drafting.begin(marketer);
        String list =
                "E-Mail;" + SCRIPT + ";Name\nanna@gmx.example;" + SCRIPT + ";\"" + SCRIPT + "\"\n" + SCRIPT + ";x;y\n";
        assertThat(marketer.upload(
                                "/drafts/" + draft + "/list?name=%3Cscript%3Ealert('x')%3C%2Fscript%3E.csv",
                                list.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        Drafting.awaitFindings(served, folder.resolve("data"), draft);
        marketer.post("/drafts/" + draft + "/name", Map.of("name", SCRIPT));
        marketer.post("/drafts/" + draft + "/mail", Map.of("subject", SCRIPT, "html", SCRIPT, "from_name", SCRIPT));
        for (String path : List.of("/list", "/findings", "/mail", "/check", "/test", "/plan")) {
            HttpResponse<String> page = marketer.get("/drafts/" + draft + path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).doesNotContain(SCRIPT).doesNotContain("<script>alert");
        }
        assertThat(marketer.get("/drafts/" + draft + "/list").body()).contains("&lt;script&gt;");
        assertThat(marketer.get("/campaigns").body()).doesNotContain(SCRIPT);
        assertThat(admin.get("/audit").body()).doesNotContain(SCRIPT);
        assertThat(marketer.get("/recipients?q=%3Cscript%3Ealert('x')%3C/script%3E")
                        .body())
                .doesNotContain(SCRIPT);
    }

    @Test
    void scriptInTheLogIsShownAsText() {
        org.slf4j.LoggerFactory.getLogger("sendepostfach.web.SecurityTest").warn("the server said {}", SCRIPT);
        String page = operator.get("/operations").body();
        assertThat(page)
                .contains("the server said &lt;script&gt;")
                .doesNotContain(SCRIPT)
                .doesNotContain("<script>alert");
    }

    @Test
    void thePreviewCanNeitherRunScriptNorLoadAnything() {
        String draft = Drafting.begin(marketer);
        marketer.post(
                "/drafts/" + draft + "/mail",
                Map.of("html", "<p>Hallo</p><img src=\"https://tracker.example/x.png\">" + SCRIPT));
        HttpResponse<String> preview = marketer.get("/drafts/" + draft + "/preview");
        String policy = preview.headers().firstValue("Content-Security-Policy").orElse("");
        assertThat(policy).contains("default-src 'none'").contains("sandbox").doesNotContain("allow-");
        assertThat(policy).doesNotContain("script-src").contains("img-src data:;");
        assertThat(preview.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(marketer.get("/drafts/" + draft + "/mail").body()).contains("class=\"preview\" sandbox title");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../ledger.png",
                "..%2F..%2Fevil.png",
                "%2Fetc%2Fevil.png",
                "..%5Cevil.png",
                "a%2F..%2F..%2Fevil.png",
                ".hidden.png",
                "evil%00.png"
            })
    void noUploadLeavesItsFolder(String name) throws Exception {
        String draft = Drafting.begin(marketer);
        assertThat(marketer.upload("/drafts/" + draft + "/files?name=" + name, new byte[] {1})
                        .statusCode())
                .isIn(400, 422);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .noneMatch(
                            file -> file.contains("evil") || file.equals("ledger.png") || file.equals(".hidden.png"));
        }
    }

    @Test
    void aMailCannotTakeFilesOfTheServerAlong() throws Exception {
        Files.writeString(folder.resolve("data").resolve("secret.png"), "geheim");
        String draft = Drafting.begin(marketer);
        HttpResponse<String> saved =
                marketer.post("/drafts/" + draft + "/mail", Map.of("html", "<img src=\"../../../secret.png\">"));
        assertThat(saved.body()).contains("not a name that a picture may have");
        assertThat(marketer.get("/drafts/" + draft + "/preview").body()).doesNotContain("base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${PATH}", "$\uE000PATH\uE001", "\\u0024{PATH}", "\"\nreply-to: ${PATH}\nx: \""})
    void noEntryBecomesAPlaceholderForASecret(String hostile) {
        String draft = Drafting.begin(marketer);
        marketer.post(
                "/drafts/" + draft + "/mail",
                Map.of("subject", hostile, "text", "Hallo", "from_name", hostile, "from_address", "a@b.example"));
        var desk = served.get(DraftDesk.class);
        var campaign = desk.campaign(served.get(Drafts.class)
                .find(draft)
                .orElseThrow()
                .with(
                        Map.of(sendepostfach.draft.Field.NAME, "x"),
                        served.get(Clock.class).instant()));
        assertThat(campaign.mail().subject()).doesNotContain(System.getenv("PATH"));
        assertThat(campaign.mail().from().name()).doesNotContain(System.getenv("PATH"));
        assertThat(campaign.mail().replyTo()).isEmpty();
    }

    @Test
    void whatIsTooLongIsRefusedBeforeItIsRead() {
        String draft = Drafting.begin(marketer);
        byte[] large = new byte[(int) DraftFolder.MOST_PICTURE + 1];
        assertThat(marketer.upload("/drafts/" + draft + "/files?name=gross.png", large)
                        .statusCode())
                .isEqualTo(413);
        assertThat(DraftFolder.of(folder.resolve("data"), draft).pictures()).isEmpty();
    }

    @Test
    void anEndlessUploadEndsAtTheLimit() {
        Path target = folder.resolve("endless");
        var endless = new java.io.InputStream() {
            private long read;

            @Override
            public int read() {
                read++;
                return 'x';
            }
        };
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> DraftFolder.receive(endless, -1, 1_000_000, target.resolve("list.csv")))
                .isInstanceOf(DraftFolder.TooBig.class);
        assertThat(endless.read).isLessThan(2_000_000);
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aLockWorksAtOnce() {
        Person person = served.person("ludwig", Role.OPERATOR);
        Visit ludwig = Visit.of(served::address, "ludwig");
        assertThat(ludwig.get("/operations").statusCode()).isEqualTo(200);
        admin.post("/people/" + person.id(), Map.of("role", "marketer", "enabled", "true"));
        assertThat(ludwig.get("/operations").statusCode()).isEqualTo(403);
        admin.post("/people/" + person.id(), Map.of("role", "operator"));
        assertThat(ludwig.get("/campaigns").statusCode()).isEqualTo(302);
    }

    @Test
    void languageLeadsNowhereElse() {
        assertThat(location(admin.post("/language", Map.of("lang", "de", "back", "//evil.example/x"))))
                .doesNotContain("evil");
        assertThat(location(admin.post("/language", Map.of("lang", "de", "back", "https://evil.example"))))
                .doesNotContain("evil");
    }

    private HttpResponse<String> api(Role role, String method, String path) {
        String token = "spf_test-" + role + "-" + path.hashCode() + method;
        Person person = served.get(sendepostfach.access.People.class)
                .find(
                        switch (role) {
                            case MARKETER -> "maria";
                            case OPERATOR -> "otto";
                            case ADMIN -> "ada";
                        })
                .orElseThrow();
        var now = served.get(Clock.class).instant();
        if (served.get(Tokens.class).owner(TokenFilter.hash(token), now).isEmpty()) {
            Programs.allow(served, person, token);
        }
        return new Visit(served::address)
                .send(HttpRequest.newBuilder(served.address(path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.noBody())
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/v1/campaigns,                          200, 200, 200",
        "GET,  /api/v1/campaigns/probe,                    200, 200, 200",
        "GET,  /api/v1/campaigns/probe/causes,             200, 200, 200",
        "GET,  /api/v1/campaigns/gone,                     404, 404, 404",
        "GET,  /api/v1/no-such-thing,                      404, 404, 404",
        "GET,  /api/v1/campaigns/probe/recipients,         400, 400, 400",
        "GET,  /api/v1/recipients?address=a@b.example,     200, 200, 200",
        "GET,  /api/v1/recipients?address=nonsense,        422, 422, 422",
        "POST, /api/v1/campaigns/probe/pause?dryRun=true,  200, 200, 200",
        "POST, /api/v1/campaigns/probe/cancel?dryRun=true, 403, 200, 200",
        "POST, /api/v1/campaigns,                          415, 403, 415",
        "GET,  /api/v1/operations/mailboxes,               403, 200, 200",
        "GET,  /api/v1/operations/executions,              403, 200, 200",
        "GET,  /api/v1/operations/firings,                 403, 200, 200",
        "GET,  /api/v1/campaigns/probe/late,               200, 200, 200",
        "GET,  /api/v1/check?domain=a.example&mailbox=sandbox, 200, 200, 200",
        "GET,  /api/v1/check?domain=a.example&mailbox=gone, 422, 422, 422",
        "GET,  /api/v1/check,                              400, 400, 400",
        "GET,  /api/v1/suppression,                        200, 200, 200",
        "GET,  /api/v1/suppression?target=nonsense@,       422, 422, 422",
        "POST, /api/v1/suppression?target=weg@b.example,   200, 200, 200",
        "DELETE, /api/v1/suppression?target=weg@b.example, 403, 200, 200",
        "POST, /api/v1/operations/mailboxes/sandbox/pace?decision=rate&site=web.example&value=9/min, 403, 200, 200",
        "POST, /api/v1/operations/mailboxes/sandbox/pace?decision=rate&value=9/min, 403, 422, 422",
        "POST, /api/v1/operations/mailboxes/sandbox/pace?decision=suspend&site=web.example&value=x, 403, 422, 422",
        "POST, /api/v1/operations/mailboxes/gone/pace?decision=reset, 403, 404, 404",
        "POST, /api/v1/operations/mailboxes/sandbox/pace?decision=none, 403, 404, 404",
        "POST, /api/v1/operations/executions/99999/restart, 403, 404, 404",
        "POST, /api/v1/operations/executions/99999/stop,   403, 404, 404",
        "GET,  /actuator/prometheus,                       403, 200, 200"
    })
    void tokensDoWhatTheirOwnersMay(String method, String path, int marketer, int operator, int admin) {
        assertAnswers(api(Role.MARKETER, method, path), marketer);
        assertAnswers(api(Role.OPERATOR, method, path), operator);
        assertAnswers(api(Role.ADMIN, method, path), admin);
    }

    private static void assertAnswers(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status >= 400) {
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        }
    }

    @Test
    void theOpenApiDocumentNamesEveryCall() {
        String document = new Visit(served::address).get("/api/v1/openapi.json").body();
        ApiTable.CALLS.forEach(call -> assertThat(document).contains("\"" + ApiTable.BASE + call.path() + "\""));
    }
}
