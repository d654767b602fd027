package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.servers.MySqlServer;
import sendepostfach.servers.TestDatabase;

/** What operators see of learned paces, and decide about them, on both databases. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PaceCommandTest {
    /** One site that is too fast after two, one that takes all. */
    private static final String ONE_IS_TOO_FAST = """
            providers:
            - name: eilig
              domains: [eilig.example]
              traits:
              - rate-limit: { limit: 2/h, burst: 2, reply: "450 4.7.0 Rate limit reached, try again in 20 minutes" }
            - name: default
            """;

    private static final String ALL_IS_WELL = "providers: [{ name: default }]\n";

    @TempDir
    Path folder;

    @Test
    void learnedPacesAreSeenOverriddenAndForgottenOnH2() throws IOException {
        check(JobFolder.in(folder));
    }

    @Test
    void learnedPacesAreSeenOverriddenAndForgottenOnMySql() throws Exception {
        try (TestDatabase database = MySqlServer.freshDatabase()) {
            check(JobFolder.in(folder, database));
        }
    }

    private static void check(JobFolder job) throws IOException {
        job.file("sandbox.yaml", ONE_IS_TOO_FAST)
                .job(
                        Stream.concat(
                                IntStream.range(0, 6).mapToObj(n -> "k" + n + "@eilig.example"),
                                Stream.of("anna@ruhig.example")),
                        "retry: [PT1S]");
        assertThat(job.run("run", "JOB", "--once").exitCode()).isEqualTo(Cli.LEFT_FOR_LATER);

        whatWasLearnedIsSeen(job);
        theStatusOfTheMixedLaneNamesTheSiteThatRests(job);
        aRateAndARestAreDecidedByCommand(job);
        whatWasLearnedIsForgotten(job);
        wrongOrdersAreRefused(job);
    }

    private static void whatWasLearnedIsSeen(JobFolder job) {
        assertThat(lines(job.run("pace"))).hasSize(2).first().asString().isEqualTo("sandbox");
        assertThat(lines(job.run("pace")).get(1))
                .contains("eilig.example", "too fast at", "rests until", "Rate limit reached, try again in 20 minutes");
        assertThat(lines(job.run("pace", "--json"))).anySatisfy(line -> assertThat(line)
                .contains("\"site\":\"eilig.example\"", "\"perMinute\":", "\"fixed\":null")
                .containsPattern("\"suspendedUntil\":\"2\\d\\d\\d-"));
    }

    /** The lane bundles both sites and does not rest itself. */
    private static void theStatusOfTheMixedLaneNamesTheSiteThatRests(JobFolder job) {
        assertThat(lines(job.run("status", "probe")))
                .anySatisfy(line -> assertThat(line).contains("tail-1", "DEFERRED"))
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "    eilig.example rests until 2",
                                ", 4 waiting  450 4.7.0 Rate limit reached, try again in 20 minutes"));
        assertThat(lines(job.run("status", "probe", "--json")))
                .singleElement()
                .asString()
                .contains("\"suspendedSites\":[{\"site\":\"eilig.example\",\"waiting\":4,\"suspendedUntil\":\"2")
                .contains("\"reason\":\"450 4.7.0 Rate limit reached, try again in 20 minutes\"}]")
                .contains("\"moreSuspendedSites\":0");
    }

    private static void aRateAndARestAreDecidedByCommand(JobFolder job) throws IOException {
        assertThat(pace(job, "--rate", "30/min")).contains("fixed at 30/min", "rests until");
        assertThat(plan(job)).contains("\"site\":\"eilig.example\"", "\"rate\":\"30/min\"");
        assertThat(pace(job, "--learned")).doesNotContain("fixed at");

        // the provider would take all now, but nothing leaves until an operator says otherwise
        job.file("sandbox.yaml", ALL_IS_WELL);
        assertThat(pace(job, "--suspend", "PT5H")).contains("rests until", "suspended by an operator");
        String before = accepted(job);
        assertThat(job.run("run", "JOB", "--once").exitCode()).isEqualTo(Cli.LEFT_FOR_LATER);
        assertThat(accepted(job)).isEqualTo(before);

        assertThat(pace(job, "--reopen")).doesNotContain("rests until");
        assertThat(pace(job, "--rate", "600/min")).contains("fixed at 600/min");
        assertThat(job.run("restart", "probe").exitCode()).isZero();
        assertThat(job.run("run", "JOB").exitCode()).isZero();
        assertThat(job.run("status", "probe", "--json").out()).contains("\"ACCEPTED\":7");
    }

    private static void whatWasLearnedIsForgotten(JobFolder job) {
        job.run("pace", "sandbox", "--site", "ruhig.example", "--rate", "5/min");
        assertThat(pace(job, "--reset")).doesNotContain("eilig.example");
        assertThat(lines(job.run("pace")))
                .anySatisfy(line -> assertThat(line).contains("ruhig.example", "fixed at 5/min"))
                .noneSatisfy(line -> assertThat(line).contains("eilig.example"));
        assertThat(job.run("pace", "sandbox", "--reset").exitCode()).isZero();
        assertThat(job.run("pace", "sandbox").out().strip()).isEqualTo("sandbox");
    }

    private static void wrongOrdersAreRefused(JobFolder job) {
        assertRefused(job.run("pace", "--reset"), "say which mailbox");
        assertRefused(job.run("pace", "sandbox", "--rate", "5/min"), "say which site");
        assertRefused(job.run("pace", "haupt"), "nothing was sent through a mailbox \"haupt\" yet; there are: sandbox");
        assertRefused(job.run("pace", "sandbox", "--site", "a.example", "--suspend", "2h"), "no length of time");
        assertRefused(job.run("pace", "sandbox", "--site", "a.example", "--rate", "fast"), "fast");
        assertThat(job.run("pace", "sandbox", "--reset", "--reopen").exitCode()).isEqualTo(Cli.WRONG_INPUT);
    }

    private static void assertRefused(CapturedRun run, String why) {
        assertThat(run.exitCode()).isEqualTo(Cli.WRONG_INPUT);
        assertThat(run.err()).contains(why);
        assertThat(run.err().lines()).hasSize(1);
    }

    /** Changes the pace of the site in question; returns what is shown of it then. */
    private static String pace(JobFolder job, String... change) {
        CapturedRun run =
                job.run(Stream.concat(Stream.of("pace", "sandbox", "--site", "eilig.example"), Stream.of(change))
                        .toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    private static String plan(JobFolder job) {
        return job.run("plan", "JOB", "--json").out();
    }

    private static String accepted(JobFolder job) {
        return job.run("status", "probe", "--json").out().replaceAll("(?s).*?(\"ACCEPTED\":\\d+).*", "$1");
    }

    private static List<String> lines(CapturedRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out().lines().toList();
    }
}
