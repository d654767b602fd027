package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a campaign whose mail itself is refused, from the command to the operator's decision. */
class MailTroubleTest {
    private static final String REFUSES_THE_MAIL = """
            everywhere:
            - refuse-content: { words: ["Guten Tag"], reply: "%s" }
            providers: [{ name: default }]
            """;

    private static final String ALL_IS_WELL = "providers: [{ name: default }]\n";

    @TempDir
    Path folder;

    @Test
    void contentRefusedAtSeveralSitesStopsTheCampaignUntilAnOperatorDecides() throws IOException {
        JobFolder job = job("554 5.7.0 Reject, id=17 - SPAM");

        CapturedRun stopped = job.run("run", "JOB");

        assertThat(stopped.exitCode()).isEqualTo(Cli.NEEDS_A_LOOK);
        assertThat(stopped.err())
                .containsPattern("campaign probe is stopped \\(stopped after \\d+ refusals for content at [345] sites;"
                        + " 0 of 1,500 sent\\); go on with: sendepostfach resume probe");
        assertThat(job.run("status", "probe").out()).containsPattern("stopped after \\d+ refusals for content");
        assertThat(refused(job)).as("the list is not burnt").isBetween(5, 100);

        // nothing goes on by itself
        CapturedRun again = job.run("run", "JOB", "--once");
        assertThat(again.exitCode()).isEqualTo(Cli.NEEDS_A_LOOK);
        assertThat(again.err()).contains("campaign probe is stopped");

        int refused = refused(job);
        job.file("sandbox.yaml", ALL_IS_WELL);
        assertThat(job.run("resume", "probe").exitCode()).isZero();
        assertThat(job.run("run", "JOB").exitCode()).isEqualTo(Cli.NEEDS_A_LOOK);
        assertThat(job.run("status", "probe", "--json").out())
                .contains("\"ACCEPTED\":" + (1500 - refused))
                .contains("\"REFUSED\":" + refused);
    }

    @Test
    void contentThatIsOnlyPutOffStopsNothing() throws IOException {
        JobFolder job = job("451 4.7.1 Message looks like spam, please try again later");

        assertThat(job.run("run", "JOB", "--once").exitCode()).isEqualTo(Cli.LEFT_FOR_LATER);

        assertThat(job.run("status", "probe", "--json").out())
                .contains("\"state\":\"RUNNING\"")
                .contains("\"DEFERRED\":1500");
    }

    private JobFolder job(String reply) throws IOException {
        return JobFolder.in(folder)
                .file("sandbox.yaml", REFUSES_THE_MAIL.formatted(reply))
                .job(IntStream.range(0, 1500).mapToObj(n -> "k" + n + "@firma" + n % 5 + ".example"), "retry: [PT3H]");
    }

    private static int refused(JobFolder job) {
        String status = job.run("status", "probe", "--json").out();
        return Integer.parseInt(status.replaceAll("(?s).*?\"REFUSED\":(\\d+).*", "$1"));
    }
}
