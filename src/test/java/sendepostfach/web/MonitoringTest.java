package sendepostfach.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Enrolment;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.cli.Served;
import sendepostfach.pacing.PaceLedger;

/** The dashboard and the alert rules ask for what is really exported, and for all of it. */
class MonitoringTest {
    private static final String TOKEN = "spf_secret-of-a-test";
    private static final Path DASHBOARD = Path.of("docs/monitoring/grafana.json");
    private static final Path ALERTS = Path.of("docs/monitoring/alerts.yaml");
    private static final Pattern METRIC = Pattern.compile("sendepostfach_[a-z_]+");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(sendepostfach_[a-z_]+)\\{([^}]*)\\} ");
    private static final Pattern BY =
            Pattern.compile("(?:by|on) \\(([a-z, ]+)\\)|\\{([a-z]+)(?:=~?|!=)|labels\\.([a-z]+)");

    /** What is measured once the campaign has lanes and the site has learned, and what each look ends with. */
    private static final Set<String> AT_LAST = Set.of(
            "sendepostfach_lane_queue_age_seconds",
            "sendepostfach_site_rate_per_minute",
            "sendepostfach_mailbox_paused");

    @TempDir
    Path folder;

    @Test
    void metricsDashboardAndAlertsAgree() throws Exception {
        String metrics;
        try (Served served = Served.in(folder)) {
            waitingCampaign(served);
            metrics = awaitMetrics(served);
        }
        var exported = new TreeSet<String>();
        var labels = new TreeSet<String>();
        Matcher sample = SAMPLE.matcher(metrics);
        while (sample.find()) {
            exported.add(sample.group(1));
            for (String label : sample.group(2).split(",")) {
                labels.add(label.replaceAll("=.*", ""));
            }
        }
        String dashboard = Files.readString(DASHBOARD);
        String alerts = Files.readString(ALERTS);
        assertThat(names(dashboard)).isEqualTo(exported);
        assertThat(exported).containsAll(names(alerts));
        assertThat(labels).containsAll(askedLabels(dashboard)).containsAll(askedLabels(alerts));
        assertThat(metrics).doesNotContain(TOKEN).doesNotContain("anna@");
    }

    @Test
    void bothFilesCanBeRead() throws Exception {
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(Files.readString(DASHBOARD))
                        .get("panels"))
                .hasSizeGreaterThan(5);
        assertThat(String.valueOf((Object) new Yaml().load(Files.readString(ALERTS))))
                .contains("alert=");
    }

    private static Set<String> samples(String metrics) {
        return SAMPLE.matcher(metrics).results().map(sample -> sample.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> names(String file) {
        var names = new TreeSet<String>();
        Matcher metric = METRIC.matcher(file);
        while (metric.find()) {
            names.add(metric.group());
        }
        return names;
    }

    private static Set<String> askedLabels(String file) {
        var asked = new TreeSet<String>();
        Matcher label = BY.matcher(file);
        while (label.find()) {
            for (int group = 1; group <= 3; group++) {
                if (label.group(group) != null) {
                    asked.addAll(List.of(label.group(group).split(", ")));
                }
            }
        }
        return asked;
    }

    /** A campaign that has lanes and has not begun, through a mailbox of which something was learned. */
    private void waitingCampaign(Served served) throws Exception {
        Files.writeString(folder.resolve("liste.csv"), "E-Mail\nanna@gmx.example\nbernd@gmail.example\nkaputt\n");
        Files.writeString(folder.resolve("mail.txt"), "Hallo\n");
        Path job = Files.writeString(folder.resolve("brief.yaml"), """
                from: "Probe <news@probe.example>"
                subject: "Brief"
                text: mail.txt
                list: { file: liste.csv }
                """);
        Instant now = served.get(Clock.class).instant();
        CampaignEntry entry = served.get(Enrolment.class).enrol(job, "brief", now);
        served.get(CampaignRunner.class).importList(entry.id());
        served.get(PaceLedger.class)
                .learn(
                        "sandbox",
                        "gmx-webde",
                        pace -> pace.suspended(now.plus(Duration.ofHours(1)), "for a test"),
                        now);
        Person otto = served.person("otto", Role.OPERATOR);
        Programs.allow(served, otto, TOKEN);
    }

    private String awaitMetrics(Served served) throws InterruptedException {
        var visit = new Visit(served::address);
        String metrics = "";
        synchronized (this) {
            // what was there while the campaign was still being made does not count
            for (int i = 0; i < 300 && !samples(metrics).containsAll(AT_LAST); i++) {
                wait(100);
                metrics = visit.send(HttpRequest.newBuilder(served.address("/actuator/prometheus"))
                                .header("Authorization", "Bearer " + TOKEN)
                                .build())
                        .body();
            }
        }
        return metrics;
    }
}
