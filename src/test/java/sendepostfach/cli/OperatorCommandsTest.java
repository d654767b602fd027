package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.listeners.JobListenerSupport;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.RecipientState;
import sendepostfach.dns.PracticeNameServer;
import sendepostfach.schedule.Conductor;

/** What operators decide about a campaign, through the sandbox. */
class OperatorCommandsTest {
    /** A practice server at which all is well, instead of the standard one. */
    private static final String ALL_IS_WELL = "providers: [{ name: default }]\n";

    @TempDir
    Path folder;

    @Test
    void anUncertainRecipientIsHeldAndSentAgainOnlyOnAnOperatorsWord() throws IOException {
        write("""
                E-Mail
                anna@abriss.example
                bernd@abriss.example
                carla@gmail.example
                """, "retry: [PT1S]");

        assertThat(run("run", job()).exitCode()).isEqualTo(Cli.NEEDS_A_LOOK);
        assertThat(states())
                .isEqualTo(Map.of(
                        "anna@abriss.example", "UNCERTAIN",
                        "bernd@abriss.example", "UNCERTAIN",
                        "carla@gmail.example", "ACCEPTED"));
        assertThat(mailsTo("anna@abriss.example")).hasSize(1);

        Files.writeString(folder.resolve("sandbox.yaml"), ALL_IS_WELL);
        assertThat(run("uncertain", "probe", "--resend", "--dry-run").out()).contains("2 recipients would be touched");
        assertThat(run("uncertain", "probe").exitCode()).isEqualTo(Cli.WRONG_INPUT);
        assertThat(run("uncertain", "probe", "--resend").out()).contains("2 recipients touched");
        assertThat(run("run", job()).exitCode()).isZero();

        assertThat(states().values()).containsOnly("ACCEPTED");
        List<String> copies = mailsTo("anna@abriss.example");
        assertThat(copies).hasSize(2);
        assertThat(messageId(copies.get(0))).isEqualTo(messageId(copies.get(1)));
        assertThat(mailsTo("carla@gmail.example")).hasSize(1);
    }

    @Test
    void anUncertainRecipientCanBeTakenForAccepted() throws IOException {
        write("E-Mail\nanna@abriss.example\n", "retry: [PT1S]");
        run("run", job());

        assertThat(run("uncertain", "probe", "--assume-sent").out()).contains("1 recipients touched");

        assertThat(run("report", "probe").exitCode()).isZero();
        assertThat(states()).isEqualTo(Map.of("anna@abriss.example", "ACCEPTED"));
        assertThat(mailsTo("anna@abriss.example")).hasSize(1);
    }

    @Test
    void whatIsPutOffForHoursIsLeftForLaterUntilAnOperatorMakesItDue() throws IOException {
        write("""
                E-Mail
                anna@spaeter.example
                bernd@gmail.example
                """, "retry: [PT3H]");

        CapturedRun first = run("run", job(), "--once");
        assertThat(first.exitCode()).isEqualTo(Cli.LEFT_FOR_LATER);
        assertThat(first.err()).contains("1 recipients are left for later");
        assertThat(run("status", "probe", "--json").out())
                .contains("\"DEFERRED\":1")
                .contains("\"ACCEPTED\":1");
        assertThat(run("run", job(), "--once").exitCode()).isEqualTo(Cli.LEFT_FOR_LATER);

        Files.writeString(folder.resolve("sandbox.yaml"), ALL_IS_WELL);
        CapturedRun unknown = run("restart", "probe", "--lane", "nirgends");
        assertThat(unknown.exitCode()).isEqualTo(Cli.WRONG_INPUT);
        assertThat(unknown.err()).contains("has no lane \"nirgends\"; there are: ");
        assertThat(run("restart", "probe", "--kind", "mailbox-full").out()).contains("0 recipients touched");
        assertThat(run("restart", "probe", "--kind", "transient").out()).contains("1 recipients touched");

        assertThat(run("run", job(), "--once").exitCode()).isZero();
        assertThat(states().values()).containsOnly("ACCEPTED");
    }

    @Test
    void aCronJobStartsACampaignOfItsOwnEachTime() throws Exception {
        write("E-Mail\nbernd@gmail.example\n", "schedule: { cron: \"0 0 8 ? * MON\", zone: Europe/Berlin }");

        assertThat(run("schedule", job()).out()).contains("probe starts again and again, next at ");

        var settled = new CountDownLatch(1);
        try (App app = App.startFiring(options())) {
            Scheduler quartz = app.get(Scheduler.class);
            quartz.getListenerManager().addJobListener(new AfterSettlement(settled));
            app.get(Conductor.class).begin();
            quartz.triggerJob(JobKey.jobKey("probe", "cron"));
            assertThat(settled.await(60, TimeUnit.SECONDS)).isTrue();

            Campaigns campaigns = app.get(Campaigns.class);
            assertThat(campaigns.all()).singleElement().satisfies(campaign -> {
                assertThat(campaign.name()).matches("probe@20\\d\\d-\\d\\d-\\d\\d_\\d{4}");
                assertThat(campaign.state()).isEqualTo(CampaignState.SETTLED);
                assertThat(campaigns.tally(campaign.id()).get(1)).containsEntry(RecipientState.ACCEPTED, 1);
            });
        }
        assertThat(mailsTo("bernd@gmail.example")).hasSize(1);
    }

    @Test
    void recipientDomainsAreLookedUpAndOneThatDnsDoesNotAnswerAboutWaits() throws IOException {
        write("""
                E-Mail
                anna@kunde.example
                bernd@ohne-post.example
                carla@fehlt.example
                dora@stumm.example
                """, "retry: [PT1S]");
        try (var dns = new PracticeNameServer()) {
            dns.has("kunde.example", 300, Type.MX, "10 aspmx.l.google.com.")
                    .has("ohne-post.example", 300, Type.MX, "0 .")
                    .answers("fehlt.example", Rcode.NXDOMAIN)
                    .answers("stumm.example", Rcode.SERVFAIL);

            run("run", job(), "--dns", dns.address().toString());

            assertThat(states())
                    .isEqualTo(Map.of(
                            "anna@kunde.example", "ACCEPTED",
                            "bernd@ohne-post.example", "REFUSED",
                            "carla@fehlt.example", "REFUSED",
                            // whose server asks for itself
                            "dora@stumm.example", "ACCEPTED"));
            assertThat(dns.questionsAbout("stumm.example", Type.MX))
                    .isGreaterThan(dns.questionsAbout("kunde.example", Type.MX));
        }
    }

    private void write(String list, String more) throws IOException {
        Files.writeString(folder.resolve("liste.csv"), list);
        Files.writeString(folder.resolve("mail.txt"), "Guten Tag\n");
        Files.writeString(folder.resolve("probe.yaml"), """
                from: "Probe <news@probe.example>"
                subject: Probe
                text: mail.txt
                list: { file: liste.csv }
                report-to: chef@probe.example
                """ + more + "\n");
    }

    private String job() {
        return folder.resolve("probe.yaml").toString();
    }

    private CapturedRun run(String... arguments) {
        return CapturedRun.of(Stream.concat(
                        Arrays.stream(arguments), Stream.of("--data", data().toString(), "--jobs", folder.toString()))
                .toArray(String[]::new));
    }

    private AppOptions options() {
        var options = new AppOptions();
        options.data = data();
        options.jobs = folder;
        return options;
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Map<String, String> states() throws IOException {
        return Files.readAllLines(data().resolve("reports/probe/recipients.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .collect(Collectors.toMap(cells -> cells[2], cells -> cells[3]));
    }

    private List<String> mailsTo(String address) throws IOException {
        var mails = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(address)
                            && each.toString().endsWith(".eml"))
                    .toList()) {
                mails.add(Files.readString(file));
            }
        }
        return mails;
    }

    private static String messageId(String mail) {
        return mail.lines()
                .filter(line -> line.startsWith("Message-ID:"))
                .findFirst()
                .orElseThrow();
    }

    /** Counts settlements that are over. */
    private static final class AfterSettlement extends JobListenerSupport {
        private final CountDownLatch over;

        AfterSettlement(CountDownLatch over) {
            this.over = over;
        }

        @Override
        public String getName() {
            return "after settlement";
        }

        @Override
        public void jobWasExecuted(JobExecutionContext context, @Nullable JobExecutionException fault) {
            if (context.getJobDetail().getKey().getGroup().equals("settle")) {
                over.countDown();
            }
        }
    }
}
