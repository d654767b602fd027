package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;
import static sendepostfach.smtp.ScriptedAnswer.reply;
import static sendepostfach.smtp.ScriptedAnswer.usual;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.batch.BounceMailboxes;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.cli.Served;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.servers.RudeImapServer;
import sendepostfach.smtp.ScriptedServer;
import sendepostfach.smtp.ScriptedStep.Event;

/**
 * Whatever secret there is, nobody finds it on a page, in an answer of the API, in a metric, in the log or in a file: not where
 * servers repeat what they were told at the log-in, not where files are broken just at the secret.
 */
class SecretsTest {
    private static final String PASSWORD = "Pw-der-Gärtnerei-41";
    private static final String BEARER = "ya29.Bearer-der-Cloud-42";
    private static final String BOUNCES = "Pw-der \"Rückläufer\"-43";
    private static final String CLIENT_SECRET = "Anbieter-Geheimnis-45";
    private static final String KEY = "Schluessel-der-Rueckwege-46";
    private static final String TOKEN = "spf_Marke-des-Programms-47";
    private static final String PERSON = "Pw-einer-Person-48";
    private static final String DATABASE = "Pw-der-Datenbank-49";
    private static final String IN_A_BROKEN_FILE = "Pw-in-kaputter-Datei-50";

    private static final List<String> SECRETS =
            List.of(PASSWORD, BEARER, BOUNCES, CLIENT_SECRET, KEY, TOKEN, PERSON, DATABASE, IN_A_BROKEN_FILE);

    private static final String CLIENT = "spring.security.oauth2.client.";

    @TempDir
    static Path folder;

    private static final Map<String, String> SETTINGS = new TreeMap<>();
    private static final PracticeProvider PROVIDER = PracticeProvider.start();
    private static final PrintStream ERR = System.err;
    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();

    private static ScriptedServer server;
    private static RudeImapServer imap;
    private static Served served;
    private static Visit admin;

    @BeforeAll
    static void start() throws Exception {
        System.setErr(new PrintStream(LOG, true, StandardCharsets.UTF_8));
        SETTINGS.put(CLIENT + "registration.firma.client-id", PracticeProvider.CLIENT);
        SETTINGS.put(CLIENT + "registration.firma.client-secret", CLIENT_SECRET);
        SETTINGS.put(CLIENT + "registration.firma.scope", "openid");
        SETTINGS.put(CLIENT + "registration.firma.provider", "firma");
        SETTINGS.put(CLIENT + "provider.firma.issuer-uri", PROVIDER.issuer());
        SETTINGS.put("SENDEPOSTFACH_KEY", KEY);
        SETTINGS.put(
                "spring.datasource.url",
                "jdbc:h2:async:" + folder.resolve("db") + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;"
                        + "CASE_INSENSITIVE_IDENTIFIERS=TRUE;USER=sa;PASSWORD=" + DATABASE);
        SETTINGS.forEach(System::setProperty);
        server = ScriptedServer.start(
                step -> step.is(Event.AUTH)
                        ? reply("535-5.7.8 refused, you said\n535 5.7.8 " + step.line() + " " + decoded(step.line()))
                        : usual(),
                "AUTH PLAIN LOGIN XOAUTH2");
        imap = RudeImapServer.start();
        served = Served.in(folder);
        writeMailboxes();
        Person ada = served.person("ada", Role.ADMIN);
        admin = Visit.of(served::address, "ada");
        Programs.allow(served, ada, TOKEN);
    }

    @AfterAll
    static void stop() {
        served.close();
        server.close();
        imap.close();
        PROVIDER.close();
        SETTINGS.keySet().forEach(System::clearProperty);
        System.setErr(ERR);
        ERR.print(LOG.toString(StandardCharsets.UTF_8));
    }

    private static void writeMailboxes() throws IOException {
        Path jobs = folder.resolve("jobs");
        Files.writeString(jobs.resolve("bounces.secret"), BOUNCES + "\n");
        Files.writeString(jobs.resolve("mailboxes.yaml"), """
                haupt:
                  host: 127.0.0.1
                  port: %1$d
                  security: none
                  username: konto
                  password: "%2$s"
                  unsubscribe: { url: "https://gaertnerei.example/unsubscribe" }
                  bounces:
                    { host: 127.0.0.1, port: %4$d, security: none, username: bounce, password-file: bounces.secret }
                cloud:
                  { host: 127.0.0.1, port: %1$d, security: none, username: konto, token: "%3$s" }
                """.formatted(server.port(), PASSWORD, BEARER, imap.port()));
    }

    /** What a server makes of it that shows what it was told. */
    private static String decoded(String line) {
        try {
            String last = line.substring(line.lastIndexOf(' ') + 1);
            return new String(Base64.getDecoder().decode(last), StandardCharsets.UTF_8)
                    .replace('\0', '|')
                    .replace('\u0001', '|');
        } catch (IllegalArgumentException notEncoded) {
            return "";
        }
    }

    private static HttpResponse<String> api(String method, String path) {
        return new Visit(served::address)
                .send(HttpRequest.newBuilder(served.address(path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .method(method, BodyPublishers.noBody())
                        .build());
    }

    private static HttpResponse<String> create(String name, String mailbox) {
        var body = new StringBuilder();
        Map.of(
                        "name", name,
                        "mailbox", mailbox,
                        "from_address", "news@probe.example",
                        "subject", "Hallo",
                        "text", "Hallo {{ Name }}",
                        "in_spite", "true",
                        "list", "E-Mail;Name\nanna@gmail.example;Anna\n")
                .forEach((field, value) -> body.append("--parted\r\nContent-Disposition: form-data; name=\"")
                        .append(field)
                        .append(field.equals("list") ? "\"; filename=\"liste.csv\"" : "\"")
                        .append("\r\n\r\n")
                        .append(value)
                        .append("\r\n"));
        return new Visit(served::address)
                .send(HttpRequest.newBuilder(served.address("/api/v1/campaigns"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "multipart/form-data; boundary=parted")
                        .POST(BodyPublishers.ofString(body + "--parted--\r\n"))
                        .build());
    }

    /** What tells a secret, in whichever coat. */
    private static List<String> tellTales(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        var tales = new ArrayList<>(List.of(secret, secret.replace("\"", "&quot;"), secret.replace("\"", "\\\"")));
        for (int before = 0; before < 3; before++) {
            var all = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, all, before, bytes.length);
            String encoded = Base64.getEncoder().encodeToString(all);
            tales.add(encoded.substring(4, encoded.length() - 4));
        }
        return tales;
    }

    private static void assertTellsNothing(String where, String text) {
        for (String secret : SECRETS) {
            for (String tale : tellTales(secret)) {
                assertThat(text).as(where + " tells " + secret).doesNotContainIgnoringCase(tale);
            }
        }
    }

    /** Every address that can be looked at, with names that there are put in. */
    private static List<String> addresses(String campaign, String draft) {
        var all = new TreeSet<>(List.of(
                "/login",
                "/login?wrong",
                "/no-such-page",
                "/error",
                "/recipients?q=anna@gmail.example",
                "/campaigns/" + campaign + "/recipients?state=QUEUED",
                "/check?domain=probe.example&mailbox=haupt",
                "/check?domain=probe.example&mailbox=cloud",
                "/check?domain=probe.example&mailbox=gone",
                "/unsubscribe/falsch",
                "/actuator",
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/env",
                "/actuator/configprops",
                "/api/v1/check?domain=probe.example&mailbox=haupt",
                "/api/v1/check?domain=probe.example&mailbox=cloud",
                "/api/v1/recipients?address=anna@gmail.example",
                "/api/v1/campaigns/" + campaign + "/recipients?state=QUEUED"));
        Objects.requireNonNull(served.get(DispatcherServlet.class).getHandlerMappings()).stream()
                .filter(RequestMappingHandlerMapping.class::isInstance)
                .map(RequestMappingHandlerMapping.class::cast)
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .filter(SecretsTest::canBeLookedAt)
                .flatMap(info -> info.getPatternValues().stream())
                .filter(path -> !path.endsWith("/events"))
                .forEach(path -> {
                    String named = path.replace("{name}", campaign)
                            .replace("{id}", draft)
                            .replace("{row}", "1");
                    for (String order : List.of("pause", "resume", "restart", "cancel", "resend", "assume-sent")) {
                        all.add(named.replace("{order}", order)
                                .replace("{file}", "summary.txt")
                                .replace("{token}", "x"));
                    }
                });
        return List.copyOf(all);
    }

    private static boolean canBeLookedAt(RequestMappingInfo info) {
        return info.getMethodsCondition().getMethods().stream()
                .anyMatch(method -> method.name().equals("GET"));
    }

    private static void assertNoAddressTells(String campaign, String draft) {
        for (String address : addresses(campaign, draft)) {
            boolean forPrograms = address.startsWith("/api/v1") || address.startsWith("/actuator");
            HttpResponse<String> answer = forPrograms ? api("GET", address) : admin.get(address);
            assertTellsNothing(address, answer.body() + answer.headers().map());
        }
    }

    private static void awaitRest(String mailbox) throws InterruptedException {
        var lock = new Object();
        synchronized (lock) {
            for (int i = 0;
                    i < 400 && served.get(PaceLedger.class).pause(mailbox).isEmpty();
                    i++) {
                lock.wait(50);
            }
        }
        assertThat(served.get(PaceLedger.class).pause(mailbox)).isPresent();
    }

    private static void assertNoFileTells() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertTellsNothing(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static void assertNoRowTells() {
        var jdbc = new JdbcTemplate(served.get(javax.sql.DataSource.class));
        for (String table : jdbc.queryForList(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'", String.class)) {
            for (Map<String, Object> row : jdbc.queryForList("SELECT * FROM \"" + table + "\"")) {
                row.forEach((column, value) -> {
                    if (value instanceof byte[] bytes) {
                        assertTellsNothing(table + "." + column, new String(bytes, StandardCharsets.UTF_8));
                    } else {
                        assertTellsNothing(table + "." + column, String.valueOf(value));
                    }
                });
            }
        }
    }

    private static String log() {
        return LOG.toString(StandardCharsets.UTF_8);
    }

    @Test
    void serversThatRepeatTheLogInTellNobody() throws Exception {
        for (String mailbox : List.of("haupt", "cloud")) {
            HttpResponse<String> created = create("brief-" + mailbox, mailbox);
            assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
            awaitRest(mailbox);
        }
        assertThat(served.get(BounceMailboxes.class).collect()).isNotEmpty().allSatisfy(collected -> {
            assertTellsNothing("the bounce mailbox", collected.fault());
        });
        assertThat(imap.heard()).anyMatch(line -> line.contains("LOGIN"));
        String draft = Drafting.begin(admin);
        admin.post(
                "/drafts/" + draft + "/mail",
                Map.of("subject", "Hallo", "text", "Hallo", "from_address", "news@probe.example", "mailbox", "haupt"));
        assertTellsNothing(
                "a test mail",
                admin.post(
                                "/drafts/" + draft + "/test",
                                Map.of("to", "ada@probe.example", "address", "ada@probe.example"))
                        .body());

        // the words of the server are there, only the secret is not
        assertThat(admin.get("/operations").body()).contains("535").contains("refused, you said");
        List<CampaignEntry> campaigns = served.get(Campaigns.class).all();
        assertThat(campaigns).hasSize(2);
        for (CampaignEntry campaign : campaigns) {
            assertNoAddressTells(campaign.name(), draft);
        }
        assertTellsNothing("the log", log());
        assertNoFileTells();
        assertNoRowTells();
    }

    @Test
    void whoMistypesAtTheLogInTellsNobody() {
        served.person("berta", Role.MARKETER);
        var visitor = new Visit(served::address);
        // the password in the field for the name, as it happens
        HttpResponse<String> wrong = visitor.post("/login", Map.of("username", PERSON, "password", PERSON));
        assertThat(wrong.headers().firstValue("Location").orElse("")).endsWith("/login?wrong");
        assertTellsNothing("the log-in", visitor.get("/login?wrong").body());
        HttpResponse<String> other =
                admin.post("/me/password", Map.of("old", PERSON, "password", PERSON.substring(0, 4)));
        assertTellsNothing("the page of the password", other.body());
        HttpResponse<String> taken =
                admin.post("/people", Map.of("name", "berta", "role", "marketer", "password", PERSON));
        assertThat(taken.statusCode()).isEqualTo(422);
        assertTellsNothing("the page of a person", taken.body());
        assertThat(admin.get("/audit").body()).contains("login.failed");
        assertTellsNothing("the audit log", admin.get("/audit").body());
        assertTellsNothing("the log", log());
    }

    @Test
    void aTokenIsShownOnce() {
        HttpResponse<String> made = admin.post("/me/tokens", Map.of("label", "einmal", "days", "3"));
        assertThat(made.statusCode()).isEqualTo(302);
        String first = admin.get("/me").body();
        String token = first.replaceAll("(?s).*(spf_[A-Za-z0-9_-]{20,}).*", "$1");
        assertThat(token).startsWith("spf_").hasSizeLessThan(100);
        for (String page : List.of("/me", "/audit", "/people")) {
            assertThat(admin.get(page).body()).doesNotContain(token);
        }
        assertThat(log()).doesNotContain(token);
    }

    @Test
    void aDriverThatRepeatsTheAddressOfTheDatabaseTellsNobody() {
        var log = org.slf4j.LoggerFactory.getLogger("sendepostfach.web.SecretsTest");
        var fault = new IllegalStateException("no jdbc:mysql://u:" + DATABASE + "@db.example/s");
        log.error("cannot use jdbc:mysql://db.example/s?user=u&password={}&useSSL=true", DATABASE, fault);
        String page = admin.get("/operations").body();
        assertThat(page).contains("cannot use jdbc:mysql://db.example/s?user=u&amp;password=***&amp;useSSL=true");
        assertTellsNothing("the operations", page);
        assertThat(log())
                .contains("cannot use jdbc:mysql://db.example/s?user=u&password=***&useSSL=true")
                .contains("no jdbc:mysql://u:***@db.example/s")
                .contains("at sendepostfach.web.SecretsTest");
        assertTellsNothing("the log", log());
    }

    @Test
    void aDatabaseThatIsGoneTellsNobody() throws Exception {
        String before = System.getProperty("spring.datasource.url");
        System.setProperty("spring.datasource.url", before.replace(";MODE", "2;MODE"));
        try (Served other = Served.in(folder.resolve("other"))) {
            other.person("otto", Role.ADMIN);
            Visit otto = Visit.of(other::address, "otto");
            assertThat(otto.get("/campaigns").statusCode()).isEqualTo(200);
            other.get(javax.sql.DataSource.class).unwrap(Closeable.class).close();
            for (String path :
                    List.of("/campaigns", "/operations", "/login", "/actuator/health", "/api/v1/campaigns")) {
                HttpResponse<String> answer = otto.send(HttpRequest.newBuilder(other.address(path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .build());
                assertTellsNothing(path, answer.body());
                if (!path.equals("/login")) {
                    assertThat(answer.statusCode()).as(path).isIn(500, 503);
                }
            }
        } finally {
            System.setProperty("spring.datasource.url", before);
        }
        assertTellsNothing("the log", log());
    }

    @Test
    void aFileThatIsBrokenAtTheSecretTellsNobody() throws IOException {
        Path mailboxes = folder.resolve("jobs/mailboxes.yaml");
        var lines = new LinkedHashMap<String, String>();
        lines.put("alias", "  password: *" + IN_A_BROKEN_FILE);
        lines.put("tag", "  password: !" + IN_A_BROKEN_FILE + "!x y");
        lines.put("quotes", "  password: \"" + IN_A_BROKEN_FILE);
        lines.put("sign", "  password: @" + IN_A_BROKEN_FILE);
        lines.put("escape", "  password: \"" + IN_A_BROKEN_FILE + "\\q\"");
        lines.put("twice", "  password: " + IN_A_BROKEN_FILE + "\n  password: " + IN_A_BROKEN_FILE);
        lines.put("colon", "  password: a: " + IN_A_BROKEN_FILE);
        lines.put("no colon", "  password " + IN_A_BROKEN_FILE);
        lines.put("no space", "  password:" + IN_A_BROKEN_FILE);
        lines.put("list", "  password: [" + IN_A_BROKEN_FILE + "]");
        lines.put("unknown", "  passwort: " + IN_A_BROKEN_FILE);
        lines.put("tabs", "\tpassword: " + IN_A_BROKEN_FILE);
        try {
            for (Map.Entry<String, String> line : lines.entrySet()) {
                Files.writeString(
                        mailboxes,
                        "haupt:\n  host: 127.0.0.1\n  username: konto\n" + line.getValue() + "\n  port: 25\n");
                for (String page : List.of("/operations", "/check?domain=probe.example&mailbox=haupt", "/campaigns")) {
                    HttpResponse<String> answer = admin.get(page);
                    assertTellsNothing(line.getKey() + " on " + page, answer.body());
                }
                for (String call :
                        List.of("/api/v1/operations/mailboxes", "/api/v1/check?domain=probe.example&mailbox=haupt")) {
                    HttpResponse<String> answer = api("GET", call);
                    assertTellsNothing(line.getKey() + " at " + call, answer.body());
                }
                HttpResponse<String> created = create("kaputt", "haupt");
                assertThat(created.statusCode()).as(line.getKey()).isEqualTo(422);
                assertTellsNothing(line.getKey() + " at the creation", created.body());
            }
        } finally {
            writeMailboxes();
        }
        assertTellsNothing("the log", log().toLowerCase(Locale.ROOT));
    }
}
