package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is foretold of a campaign, before and after something was learned about its sites. */
class PlanCommandTest {
    @TempDir
    Path folder;

    @Test
    void learnedRatesAreUsedAndWhoMissesTheWindowIsSaid() throws IOException {
        JobFolder job = JobFolder.in(folder)
                .file("sandbox.yaml", "providers: [{ name: default }]\n")
                .job(Stream.of("anna@langsam.example"));
        assertThat(job.run("run", "JOB").exitCode()).isZero();
        job.run("pace", "sandbox", "--site", "langsam.example", "--rate", "1/min");
        job.job(
                Stream.concat(
                        IntStream.range(0, 100).mapToObj(n -> "k" + n + "@langsam.example"),
                        Stream.of("anna@schnell.example")),
                "campaign: zweite",
                "schedule: { at: \"2027-03-01T08:00\", zone: Europe/Berlin }",
                "window: PT1H");

        CapturedRun plan = job.run("plan", "JOB");

        assertThat(plan.exitCode()).isEqualTo(Cli.NEEDS_A_LOOK);
        assertThat(plan.out().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .matches(
                                "langsam\\.example +100 at 1/min +through 2027-03-01T09:39.*  (39|40) miss the window"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("schnell.example")
                        .contains(" 1 at ", "through 2027-03-01T08:00")
                        .doesNotContain("miss"));
        assertThat(job.run("plan", "JOB", "--json").out().lines())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "\"site\":\"langsam.example\"",
                                "\"recipients\":100",
                                "\"rate\":\"1/min\"",
                                "\"starts\":\"2027-03-01T07:00:00Z\"",
                                "\"missesWindow\":true"))
                .anySatisfy(
                        line -> assertThat(line).contains("\"site\":\"schnell.example\"", "\"missesWindow\":false"));

        // what was learned is forgotten: all are through in time
        job.run("pace", "sandbox", "--reset");
        assertThat(job.run("plan", "JOB").exitCode()).isZero();
    }
}
