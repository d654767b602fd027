package sendepostfach.jobfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.Campaign;

class JobSourceTest {
    @Test
    void aCampaignIsReadAgainFromWhatWasLoadedWithoutTheFiles(@TempDir Path folder) throws IOException {
        new JobFolder(folder)
                .file(
                        "jobs/job.yaml",
                        "from: a@x.example\nsubject: s\nhtml: ../mails/mail.html\nattachments: [a.pdf]\n"
                                + "list: { file: l.csv }\ndkim: { domain: x.example, selector: s, key: ${DKIM} }\n")
                .file("jobs/a.pdf", "PDF")
                .file("mails/mail.html", "<img src=\"b/k.png\"><body style=\"background:url('../h.png')\">")
                .file("mails/b/k.png", "K")
                .file("h.png", "H")
                .file("jobs/l.csv", "E-Mail\n");
        JobSource loaded = JobSource.load(folder.resolve("jobs/job.yaml"));
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }

        var environment = new Environment(Map.of("DKIM", "/keys/geheim.pem"), ZoneId.of("UTC"));
        Campaign campaign = JobFile.parse(
                new JobSource(loaded.name(), loaded.yaml(), loaded.files(), loaded.directory()), environment);

        assertThat(campaign.mail().inline().keySet()).containsExactlyInAnyOrder("b/k.png", "../h.png");
        assertThat(campaign.mail().inline()).hasEntrySatisfying("../h.png", file -> assertThat(file.content())
                .asString()
                .isEqualTo("H"));
        assertThat(campaign.mail().attachments()).hasSize(1);
        assertThat(campaign.list().file())
                .isEqualTo(folder.resolve("jobs/l.csv").toString());
        assertThat(campaign.dkim().get(0).keyFile()).isEqualTo("/keys/geheim.pem");
    }

    @Test
    void noSecretAndNoListIsLoaded(@TempDir Path folder) {
        new JobFolder(folder)
                .file(
                        "job.yaml",
                        JobFolder.LEAST + "list: { file: l.csv }\ndkim: { domain: x, selector: s, key: ${DKIM} }\n")
                .file("l.csv", "E-Mail\n");
        JobSource loaded = JobSource.load(folder.resolve("job.yaml"));
        assertThat(loaded.yaml()).contains("${DKIM}");
        assertThat(loaded.files()).containsOnlyKeys("mail.txt");
    }
}
