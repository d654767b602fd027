package sendepostfach.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.InputFault;

class MailFileTest {
    @TempDir
    Path dir;

    @Test
    void aFileIsOneMail() throws IOException {
        Path file = Files.writeString(
                dir.resolve("a.eml"), "Subject: a\n\nFrom here on\n\nFrom x Mon Nov 23 09:00:00 2026\n");
        assertThat(mails(file)).singleElement().asString().startsWith("Subject: a");
    }

    @Test
    void anMboxHoldsManyMails() throws IOException {
        Path file = Files.writeString(dir.resolve("box"), """
                From MAILER-DAEMON Mon Nov 23 09:00:00 2026
                Subject: a

                text
                From the start of a line, but no separator
                >From x Mon Nov 23 09:00:00 2026

                From  <> Tue Nov 24 9:00:00 +0100 2026
                Subject: b

                text
                """);
        assertThat(mails(file)).hasSize(2);
        assertThat(mails(file).get(0)).startsWith("Subject: a").contains("no separator");
        assertThat(mails(file).get(1)).startsWith("Subject: b");
    }

    @Test
    void aMaildirHoldsWhatIsReadAndWhatIsNew() throws IOException {
        for (String folder : List.of("cur", "new", "tmp")) {
            Files.writeString(Files.createDirectory(dir.resolve(folder)).resolve("1." + folder), "Subject: " + folder);
        }
        assertThat(mails(dir)).containsExactly("Subject: cur", "Subject: new");
    }

    @Test
    void aDirectoryHoldsAMailAFile() throws IOException {
        Files.writeString(dir.resolve("b"), "Subject: b");
        Files.writeString(dir.resolve("a"), "Subject: a");
        Files.writeString(dir.resolve(".hidden"), "x");
        assertThat(mails(dir)).containsExactly("Subject: a", "Subject: b");
    }

    @Test
    void ofABigMailTheStartIsHeld() throws IOException {
        Path file = Files.write(dir.resolve("big"), new byte[Bounds.MESSAGE + 10]);
        assertThat(mails(file)).singleElement().asString().hasSize(Bounds.MESSAGE);
        String line = "x".repeat(999) + "\n";
        Path box = Files.writeString(
                dir.resolve("bigbox"),
                "From x Mon Nov 23 09:00:00 2026\n" + line.repeat(Bounds.MESSAGE / 1000 + 10)
                        + "\nFrom y Mon Nov 23 09:00:00 2026\nSubject: after\n");
        assertThat(mails(box)).hasSize(2).last().asString().startsWith("Subject: after");
    }

    @Test
    void aMissingFileIsNamed() {
        Path none = dir.resolve("none");
        assertThatThrownBy(() -> MailFile.of(none))
                .isInstanceOf(InputFault.class)
                .hasMessage(none + ": no such file");
    }

    private static List<String> mails(Path path) {
        var mails = new ArrayList<String>();
        MailFile.of(path).forEach((file, mail) -> mails.add(new String(mail, StandardCharsets.ISO_8859_1)));
        return mails;
    }
}
