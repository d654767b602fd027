package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.cli.Served;

/** A program schedules a campaign, watches it, steers it, and fetches the account. */
class ApiTest {
    private static final String TOKEN = "spf_secret-of-a-test";
    private static final String BOUNDARY = "parted-here";

    @TempDir
    Path folder;

    private HttpResponse<String> create(Served served, Map<String, String> fields, String key) {
        var body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append(name.equals("list") ? "\"; filename=\"../../liste.csv\"\r\nContent-Type: text/csv" : "\"")
                .append("\r\n\r\n")
                .append(value)
                .append("\r\n"));
        body.append("--" + BOUNDARY + "--\r\n");
        return new Visit(served::address)
                .send(HttpRequest.newBuilder(served.address("/api/v1/campaigns"))
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private static HttpResponse<String> call(Served served, String method, String path) {
        return new Visit(served::address)
                .send(HttpRequest.newBuilder(served.address(path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .method(method, BodyPublishers.noBody())
                        .build());
    }

    @Test
    void aCampaignFromItsCreationToItsAccount() throws Exception {
        try (Served served = Served.in(folder)) {
            Person ada = served.person("ada", Role.ADMIN);
            Programs.allow(served, ada, TOKEN);
            var fields = new LinkedHashMap<String, String>();
            fields.put("name", "programm");
            fields.put("from_address", "news@probe.example");
            fields.put("subject", "Hallo {{ Name }}");
            fields.put("text", "Hallo {{ Name }}");
            fields.put("list", "E-Mail;Name\nanna@gmail.example;Anna\nunbekannt.x@gmail.example;X\n");

            HttpResponse<String> first = create(served, fields, "4711");
            assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
            HttpResponse<String> again = create(served, fields, "4711");
            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(again.body()).isEqualTo(first.body());
            fields.put("subject", "anders");
            assertThat(create(served, fields, "4711").statusCode()).isEqualTo(422);
            HttpResponse<String> taken = create(served, fields, "4712");
            assertThat(taken.statusCode()).isEqualTo(422);
            assertThat(taken.body()).contains("already").doesNotContain(folder.toString());
            fields.put("name", "anders");
            fields.put("text", "Hallo {{ Vorname }}");
            HttpResponse<String> unknownField = create(served, fields, "4713");
            assertThat(unknownField.statusCode()).isEqualTo(422);
            assertThat(unknownField.body()).contains("Vorname").doesNotContain(folder.toString());
            assertThat(served.get(Campaigns.class).all()).hasSize(1);

            await(served, "programm", CampaignState.SETTLED);
            assertThat(call(served, "GET", "/api/v1/campaigns/programm").body())
                    .contains("\"ACCEPTED\":1")
                    .contains("\"REFUSED\":1");
            assertThat(call(served, "GET", "/api/v1/campaigns/programm/causes").body())
                    .contains("unknown-user");
            assertThat(call(served, "GET", "/api/v1/campaigns/programm/recipients/2")
                            .body())
                    .contains("unbekannt.x@gmail.example");
            assertThat(call(served, "GET", "/api/v1/campaigns/programm/account/recipients.csv")
                            .body())
                    .contains("anna@gmail.example");
            assertThat(call(served, "GET", "/api/v1/campaigns/programm/account/..%2F..%2Fledger.mv.db")
                            .statusCode())
                    .isIn(400, 404);
            awaitMetrics(served);

            // no secret stands in a page, a file or the database
            var jdbc = new JdbcTemplate(served.get(javax.sql.DataSource.class));
            assertThat(jdbc.queryForList("SELECT token_hash FROM api_token", String.class))
                    .noneMatch(kept -> kept.contains(TOKEN));
            assertThat(Files.readString(folder.resolve("data/reports/programm/summary.txt")))
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void twoRequestsWithOneKeyAtTheSameTimeMakeOneCampaign() throws Exception {
        try (Served served = Served.in(folder)) {
            Person ada = served.person("ada", Role.ADMIN);
            Programs.allow(served, ada, TOKEN);
            var fields = Map.of(
                    "name", "eine",
                    "from_address", "news@probe.example",
                    "subject", "Hallo",
                    "text", "Hallo",
                    "list", "E-Mail;Name\nanna@gmail.example;Anna\n");
            int callers = 4;
            var together = new CyclicBarrier(callers);
            var threads = Executors.newFixedThreadPool(callers);
            try {
                var answers = new ArrayList<Future<HttpResponse<String>>>();
                for (int i = 0; i < callers; i++) {
                    answers.add(threads.submit(() -> {
                        together.await();
                        return create(served, fields, "einmal");
                    }));
                }
                var statuses = new ArrayList<Integer>();
                for (Future<HttpResponse<String>> answer : answers) {
                    statuses.add(answer.get().statusCode());
                }
                // whoever comes while the first is under way is told so, whoever comes later gets its answer
                assertThat(statuses).contains(201).allMatch(status -> status == 201 || status == 409);
                assertThat(served.get(Campaigns.class).all()).hasSize(1);
                assertThat(create(served, fields, "einmal").statusCode()).isEqualTo(201);
                assertThat(served.get(Campaigns.class).all()).hasSize(1);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private void await(Served served, String name, CampaignState state) throws InterruptedException {
        synchronized (this) {
            for (int i = 0; i < 600; i++) {
                if (served.get(Campaigns.class).find(name).orElseThrow().state() == state) {
                    return;
                }
                wait(100);
            }
        }
        throw new AssertionError(served.get(Campaigns.class).find(name));
    }

    private void awaitMetrics(Served served) throws InterruptedException {
        String wanted =
                "sendepostfach_recipients{campaign=\"programm\",mailbox=\"sandbox\",site=\"tail-1\",state=\"ACCEPTED\"} 1";
        String metrics = "";
        synchronized (this) {
            for (int i = 0; i < 300 && !metrics.contains(wanted); i++) {
                metrics = call(served, "GET", "/actuator/prometheus").body();
                wait(100);
            }
        }
        assertThat(List.of(metrics.split("\n"))).anyMatch(line -> line.startsWith(wanted));
    }
}
