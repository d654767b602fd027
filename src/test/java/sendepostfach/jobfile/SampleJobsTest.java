package sendepostfach.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Campaign;
import sendepostfach.message.Addressee;
import sendepostfach.message.ComposedMail;
import sendepostfach.message.MailComposer;
import sendepostfach.message.MailTemplates;

/** The samples that come with the program can be used as they are. */
class SampleJobsTest {
    private static final Path JOBS = Path.of("jobs");
    private static final List<String> COLUMNS =
            List.of("Kundennummer", "Anrede", "Vorname", "Nachname", "E-Mail", "PLZ", "Ort");

    @TestFactory
    Stream<DynamicTest> everySampleMakesMails() throws IOException {
        try (Stream<Path> files = Files.list(JOBS)) {
            List<Path> jobs = files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !List.of("mailboxes.yaml", "providers.yaml")
                            .contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
            assertThat(jobs).hasSizeGreaterThanOrEqualTo(3);
            return jobs.stream().map(job -> DynamicTest.dynamicTest(job.toString(), () -> makesMails(job)));
        }
    }

    private static void makesMails(Path job) {
        Campaign campaign = JobFile.read(job, JobFolder.BERLIN);
        assertThat(MailboxFile.read(JOBS.resolve("mailboxes.yaml"), JobFolder.BERLIN)
                        .mailbox(campaign.mailbox())
                        .isSandbox())
                .isTrue();
        MailTemplates templates = MailTemplates.compile(campaign.mail(), COLUMNS);
        assertThat(templates.render(row("Frau", "Müller")).text())
                .contains("Müller")
                .contains("Musterstadt");
        assertThat(templates.render(row("", "")).text()).contains("Guten Tag").doesNotContain("{%", "{{");
        ComposedMail mail = new MailComposer(templates)
                .compose(new Addressee(
                        Address.of("erika@gmx.example"),
                        Optional.empty(),
                        row("Herr", "Müller"),
                        "1@x.example",
                        Instant.parse("2026-12-01T08:00:00Z"),
                        Map.of()));
        assertThat(mail.size()).isGreaterThan(500);
    }

    private static Map<String, String> row(String salutation, String name) {
        return Map.of(
                "Kundennummer",
                "1",
                "Anrede",
                salutation,
                "Vorname",
                name.isEmpty() ? "" : "Erika",
                "Nachname",
                name,
                "E-Mail",
                "erika@gmx.example");
    }
}
