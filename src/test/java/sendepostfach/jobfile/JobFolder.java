package sendepostfach.jobfile;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.InputFault;

/** A folder with a job file {@code job.yaml} and what its mail is made of. */
final class JobFolder {
    static final Environment BERLIN = new Environment(Map.of(), ZoneId.of("Europe/Berlin"));
    /** The least that a job needs, three lines. */
    static final String LEAST = "from: news@blatt.example\nsubject: Betreff\ntext: mail.txt\n";

    private final Path folder;

    JobFolder(Path folder) {
        this.folder = folder;
        file("mail.txt", "Hallo");
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    JobFolder file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    JobFolder file(String name, byte[] content) {
        try {
            Files.createDirectories(path(name).getParent());
            Files.write(path(name), content);
            return this;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The campaign of a job with the least fields, a list, and these. */
    Campaign with(String fields) {
        return read(LEAST + "list: { file: l.csv }\n" + fields, BERLIN);
    }

    Campaign read(String yaml, Environment environment) {
        return JobFile.read(file("job.yaml", yaml).path("job.yaml"), environment);
    }

    /** The job with these further fields, the first of them in line 5, has this fault. */
    void refuses(String fields, String fault) {
        refusesJob(LEAST + "list: { file: l.csv }\n" + fields, fault);
    }

    void refusesJob(String yaml, String fault) {
        assertThatThrownBy(() -> read(yaml, BERLIN))
                .isInstanceOf(InputFault.class)
                .message()
                .isEqualTo(path("job.yaml") + fault);
    }
}
