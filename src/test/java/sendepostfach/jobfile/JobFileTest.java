package sendepostfach.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.Schedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.UncertainPolicy;

class JobFileTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private Path folder;
    private JobFolder job;

    @BeforeEach
    void folder(@TempDir Path folder) {
        this.folder = folder;
        this.job = new JobFolder(folder);
    }

    @Test
    void aFullJobIsReadFieldByField() {
        job.file("f/mail.html", "<img src=\"bilder/kopf.png\">{{ vorname }}")
                .file("f/mail.txt", "Text")
                .file("f/bilder/kopf.png", "PNG")
                .file("f/preise.pdf", "PDF");
        Campaign campaign = job.read("""
                campaign: fruehlingsaktion
                mailbox: haupt
                from: "Gärtnerei Blatt <news@gärtnerei-blatt.example>"
                reply-to: kontakt@gaertnerei-blatt.example
                to-name: "{{ vorname }}"
                subject: "{{ vorname | default('Hallo') }}, der Frühling ist da"
                html: f/mail.html
                text: f/mail.txt
                attachments: [f/preise.pdf]
                list: { file: ../kunden.csv, columns: { email: E-Mail }, delimiter: ";", charset: cp1252 }
                schedule: { at: "2026-12-01T08:00", zone: America/New_York }
                hours: { days: MON-FRI, from: "08:00", to: "18:00" }
                window: P5D
                retry: [PT10M, PT30M]
                uncertain: resend
                report-to: Marketing <marketing@gaertnerei-blatt.example>
                dkim: { domain: gaertnerei-blatt.example, selector: s1, key: ${DKIM_KEY_FILE} }
                """, new Environment(Map.of("DKIM_KEY_FILE", "keys/s1.pem"), BERLIN));
        ZoneId newYork = ZoneId.of("America/New_York");
        assertThat(campaign.name()).isEqualTo("fruehlingsaktion");
        assertThat(campaign.mailbox()).isEqualTo("haupt");
        assertThat(campaign.mail().from().name()).isEqualTo("Gärtnerei Blatt");
        assertThat(campaign.mail().from().address()).isEqualTo(Address.of("news@xn--grtnerei-blatt-5hb.example"));
        assertThat(campaign.mail().replyTo()).contains(Address.of("kontakt@gaertnerei-blatt.example"));
        assertThat(campaign.mail().toName()).contains("{{ vorname }}");
        assertThat(campaign.mail().subject()).isEqualTo("{{ vorname | default('Hallo') }}, der Frühling ist da");
        assertThat(campaign.mail().html().orElseThrow().file())
                .isEqualTo(folder.resolve("f/mail.html").toString());
        assertThat(campaign.mail().text().orElseThrow().template()).isEqualTo("Text");
        assertThat(campaign.mail().attachments()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("preise.pdf");
            assertThat(file.content()).asString().isEqualTo("PDF");
        });
        assertThat(campaign.mail().inline()).hasEntrySatisfying("bilder/kopf.png", file -> assertThat(file.content())
                .asString()
                .isEqualTo("PNG"));
        assertThat(campaign.list().file())
                .isEqualTo(folder.resolveSibling("kunden.csv").toString());
        assertThat(campaign.list().emailColumn()).contains("E-Mail");
        assertThat(campaign.list().delimiter()).contains(';');
        assertThat(campaign.list().charset()).contains("windows-1252");
        assertThat(campaign.schedule())
                .isEqualTo(
                        new Schedule(Optional.of(LocalDateTime.parse("2026-12-01T08:00")), Optional.empty(), newYork));
        assertThat(campaign.hours())
                .isEqualTo(new SendingHours(
                        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                        LocalTime.of(8, 0),
                        LocalTime.of(18, 0),
                        newYork));
        assertThat(campaign.window()).isEqualTo(Duration.ofDays(5));
        assertThat(campaign.retry().waits()).containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(30));
        assertThat(campaign.uncertain()).isEqualTo(UncertainPolicy.RESEND);
        assertThat(campaign.reportTo()).contains(Address.of("marketing@gaertnerei-blatt.example"));
        assertThat(campaign.dkim())
                .contains(new DkimKey(
                        "gaertnerei-blatt.example",
                        "s1",
                        folder.resolve("keys/s1.pem").toString()));
    }

    @Test
    void aMailMayBeSignedWithSeveralKeys() {
        Campaign campaign = job.with("""
                dkim:
                  - { domain: x.example, selector: s1, key: rsa.pem }
                  - { domain: x.example, selector: e1, key: ed25519.pem }
                """);
        assertThat(campaign.dkim())
                .extracting(DkimKey::recordName)
                .containsExactly("s1._domainkey.x.example", "e1._domainkey.x.example");
        job.refuses("dkim: [s1.pem]", ":5: dkim: must hold fields of its own, as in { name: value }");
    }

    @Test
    void whatIsLeftOutHasDefaults() {
        Campaign campaign = job.with("attachments:\n");
        assertThat(campaign.name()).isEqualTo("job");
        assertThat(campaign.mailbox()).isEqualTo("sandbox");
        assertThat(campaign.mail().from().name()).isEmpty();
        assertThat(campaign.mail().html()).isEmpty();
        assertThat(campaign.mail().attachments()).isEmpty();
        assertThat(campaign.schedule()).isEqualTo(Schedule.now(BERLIN));
        assertThat(campaign.hours()).isEqualTo(SendingHours.always());
        assertThat(campaign.window()).isEqualTo(Duration.ofDays(5));
        assertThat(campaign.retry()).isEqualTo(RetrySchedule.DEFAULT);
        assertThat(campaign.uncertain()).isEqualTo(UncertainPolicy.HOLD);
        assertThat(campaign.reportTo()).isEmpty();
        assertThat(campaign.dkim()).isEmpty();
        assertThat(campaign.list().delimiter()).isEmpty();
    }

    @Test
    void anUnknownFieldIsNamedWithWhatWasMeant() {
        job.refuses("\nreplyto: a@x.example\n", ":6: replyto: there is no such field, did you mean \"reply-to\"?");
        job.refuses("hours: { day: MON }", ":5: hours.day: there is no such field, did you mean \"days\"?");
        job.refuses(
                "dkim: { schluessel: x }", ":5: dkim.schluessel: there is no such field, known: domain, key, selector");
    }

    @Test
    void whatMustBeThereIsMissed() {
        job.refusesJob("", ": is empty, a job needs from, subject, html and list");
        job.refusesJob(
                "subject: s\ntext: mail.txt\nlist: {file: l}",
                ":1: from: is missing, write it like \"Name <name@example.de>\"");
        job.refusesJob(
                "from: a@x.example\ntext: mail.txt\nlist: {file: l}",
                ":1: subject: is missing, write the mail's subject");
        job.refusesJob(
                "from: a@x.example\nsubject: s\nlist: {file: l}",
                ":1: html: is missing, name the mail's HTML file here, or its text file as text:");
        job.refusesJob(JobFolder.LEAST, ":1: list: is missing, name the distribution list as in { file: list.csv }");
        job.refusesJob(JobFolder.LEAST + "list: { delimiter: ';' }", ":4: list.file: is missing, name the CSV file");
        job.refuses(
                "dkim: { domain: x.example }",
                ":5: dkim.selector: is missing, name the selector under which the key is published");
    }

    @Test
    void whatIsNoYamlIsSaidWithItsLine() {
        job.refusesJob(
                "from: a\n  b: c\n",
                ":2: not YAML: mapping values are not allowed here; a value with signs such as : # ? or brackets belongs in quotes");
        job.refusesJob("- a\n", ":1: must hold fields, as in \"name: value\"");
        job.refusesJob("from: a\nfrom: b\n", ":2: from: stands here twice");
        job.refuses("window: [P1D]", ":5: window: must be a single value");
        job.refuses("schedule: P1D", ":5: schedule: must hold fields of its own, as in { name: value }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "window: 5d | :5: window: \"5d\" is not a duration, write it like P5D, PT12H or PT10M",
                "window: PT0S | :5: window: \"PT0S\" is not a duration, write it like P5D, PT12H or PT10M",
                "window: -P5D | :5: window: \"-P5D\" is not a duration, write it like P5D, PT12H or PT10M",
                "retry: [PT10M, 30] | :5: retry: \"30\" is not a duration, write it like P5D, PT12H or PT10M",
                "uncertain: maybe | :5: uncertain: unknown policy for uncertain recipients \"maybe\": one of hold, resend",
                "report-to: nobody | :5: report-to: \"nobody\" is not an address, write it like name@example.de",
                "reply-to: a b@x.example | :5: reply-to: \"a b@x.example\" is not an address, write it like name@example.de",
                "reply-to: a@x..example | :5: reply-to: \"x..example\" is not a domain or host name",
                "campaign: ../x | :5: campaign: not a campaign name: \"../x\"; use letters, digits, '.', '_', '-', at most 100, beginning with a letter or digit",
                "schedule: { at: morgen } | :5: schedule.at: \"morgen\" is not a time, write it like \"2026-12-01T08:00\"",
                "schedule: { zone: Europe/Berln } | :5: schedule.zone: there is no time zone \"Europe/Berln\", did you mean Europe/Berlin?",
                "schedule: { cron: 0 8 * * 1 } | :5: schedule.cron: \"0 8 * * 1\" has no field for the seconds, write it like \"0 0 8 ? * MON\" (second, minute, hour, day, month, weekday)",
                "schedule: { cron: bald } | :5: schedule.cron: \"bald\" is not a cron expression, write it like \"0 0 8 ? * MON\" (second, minute, hour, day, month, weekday)",
                "schedule: { cron: 0 0 8 * * MON } | :5: schedule.cron: \"0 0 8 * * MON\" must have a \"?\" for the day or for the weekday, whichever does not matter",
                "schedule: { at: 2026-12-01T08:00, cron: '0 0 8 ? * MON' } | :5: schedule.cron: stands beside at:, a campaign starts once or again and again",
                "hours: { days: MO-FR } | :5: hours.days: there is no day \"FR\", the days are MON, TUE, WED, THU, FRI, SAT, SUN",
                "hours: { days: MON-WED-FRI } | :5: hours.days: \"MON-WED-FRI\" is not a span of days, write it like MON-FRI",
                "hours: { from: 8 Uhr } | :5: hours.from: \"8 Uhr\" is not a time of day, write it like \"08:00\"",
                "hours: { from: 24:00 } | :5: hours.from: \"24:00\" is not a time of day, write it like \"08:00\"",
                "hours: { from: 18:00, to: 8:00 } | :5: hours.from: sending hours must begin before they end: 18:00 .. 08:00",
                "dkim: { domain: x.example, selector: s, key: ${KEY} } | :5: dkim.key: the environment variable KEY is not set; set it, or let KEY_FILE name a file that holds the value",
                "html: ${DIR}/mail.html | :5: html: must be written out, without ${...}: the file is kept with the campaign",
                "html: fehlt.html | :5: html: the file \"fehlt.html\" is not there",
                "attachments: [fehlt.pdf] | :5: attachments: the file \"fehlt.pdf\" is not there",
                "attachments: . | :5: attachments: the file \".\" is a folder",
            })
    void whatCannotBeIsSaidWithItsPlaceAndARemedy(String field, String fault) {
        job.refuses(field, fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "charset: latin-99 | :4: list.charset: \"latin-99\" is not a charset",
                "delimiter: ;; | :4: list.delimiter: must be a single character, or tab: \";;\"",
                "columns: { mail: x } | :4: list.columns.mail: there is no such field, did you mean \"email\"?",
            })
    void whatCannotBeInTheListIsSaid(String field, String fault) {
        job.refusesJob(JobFolder.LEAST + "list: { file: l.csv, " + field + " }", fault);
    }

    @Test
    void aTabMayBeWritten() {
        for (String tab : List.of("tab", "\"\\t\"", "'\\t'")) {
            assertThat(job.read(JobFolder.LEAST + "list: { file: l.csv, delimiter: " + tab + " }", JobFolder.BERLIN)
                            .list()
                            .delimiter())
                    .contains('\t');
        }
    }

    @Test
    void daysAreSpansAndLists() {
        assertThat(job.with("hours: { days: [MON, wed] }").hours().days())
                .containsExactly(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY);
        assertThat(job.with("hours: { days: \"MON-TUE, SUN\" }").hours().days())
                .containsExactly(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.SUNDAY);
        assertThat(job.with("hours: { days: SAT-MON }").hours().days())
                .containsExactly(DayOfWeek.MONDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        assertThat(job.with("hours: { from: 22:00, to: 24:00 }").hours().to()).isEqualTo(LocalTime.MIDNIGHT);
        assertThat(job.with("hours: { from: 8:00 }").hours().days()).hasSize(7);
    }

    @Test
    void theHoursHangWhereTheScheduleHangsUnlessTheySayOtherwise() {
        String schedule = "schedule: { cron: \"0 0 8 ? * MON\", zone: Asia/Tokyo }\n";
        assertThat(job.with(schedule + "hours: { days: MON }").hours().zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(job.with(schedule + "hours: { zone: UTC }").hours().zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(job.with("hours: { days: MON }").hours().zone()).isEqualTo(BERLIN);
    }

    @Test
    void aNameBeforeTheAddressMayBeQuoted() {
        Campaign campaign = job.read(
                "from: '\"Blatt, \\\"Gärtnerei\\\"\" <a@x.example>'\nsubject: s\ntext: mail.txt\nlist: {file: l}",
                JobFolder.BERLIN);
        assertThat(campaign.mail().from().name()).isEqualTo("Blatt, \"Gärtnerei\"");
    }

    @Test
    void aDomainThatJavaWouldTurnIntoAnotherIsRefused() {
        job.refuses(
                "reply-to: a@straße.example",
                ":5: reply-to: \"straße.example\" is not a domain or host name that can be converted safely,"
                        + " write it in its form xn--...");
    }

    @Test
    void theSendersNameStaysInOneLine() {
        job.refusesJob(
                "from: \"Blatt\\r\\nBcc: x <a@x.example>\"\nsubject: s\ntext: mail.txt\nlist: {file: l}",
                ":1: from: the name must stand in one line, without control characters");
    }

    @Test
    void attachmentsHaveAMost() {
        job.file("a.zip", new byte[13 * 1024 * 1024]).file("b.zip", new byte[13 * 1024 * 1024]);
        job.refuses(
                "attachments: [a.zip, b.zip]",
                ":5: attachments: are 26 MB together, more than the 25 MB that servers take; link to the files instead");
    }

    @Test
    void theMailsTextsAreUtf8WithOrWithoutAMark() {
        job.file("mail.txt", "\uFEFFGrüße");
        assertThat(job.with("").mail().text().orElseThrow().template()).isEqualTo("Grüße");
        job.file("mail.txt", new byte[] {'G', 'r', (byte) 0xfc});
        assertThatThrownBy(() -> job.with(""))
                .isInstanceOf(InputFault.class)
                .hasMessage(folder.resolve("mail.txt") + ": is not UTF-8, save it in that encoding");
    }

    @Test
    void aPictureThatIsNotThereIsNamedWithItsLineInTheHtml() {
        job.file("mail.html", "<p>\n<img src=\"fehlt.png\">");
        assertThatThrownBy(() -> job.with("html: mail.html"))
                .isInstanceOf(InputFault.class)
                .hasMessage(folder.resolve("mail.html") + ":2: the file \"fehlt.png\" is not there");
    }

    @Test
    void aJobFileThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> JobFile.read(folder.resolve("fehlt.yaml"), JobFolder.BERLIN))
                .isInstanceOf(InputFault.class)
                .hasMessage(folder.resolve("fehlt.yaml") + ": the job file is not there");
    }
}
