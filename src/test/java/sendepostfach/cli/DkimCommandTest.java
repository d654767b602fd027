package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is made, published and signed with, as a user does it. */
class DkimCommandTest {
    @TempDir
    Path folder;

    @Test
    void aKeyIsMadeAndItsRecordPrinted() throws Exception {
        Ran ran = run("dkim", "Gärtnerei.example", "S1", "--out", key("s1.pem"));
        assertThat(ran.code()).isEqualTo(Cli.OK);
        assertThat(ran.out())
                .contains("s1._domainkey.xn--grtnerei-0za.example. IN TXT ( \"v=DKIM1; k=rsa; p=MII")
                .contains("name   s1._domainkey.xn--grtnerei-0za.example")
                .contains("value  v=DKIM1; k=rsa; p=MII")
                .contains("dkim: { domain: xn--grtnerei-0za.example, selector: s1, key: " + key("s1.pem") + " }")
                .doesNotContain("PRIVATE");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("s1.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void programsGetOneObject() {
        Ran ran = run("dkim", "x.example", "e1", "--ed25519", "--json", "--out", key("e1.pem"));
        assertThat(ran.code()).isEqualTo(Cli.OK);
        assertThat(ran.out().lines()).hasSize(1);
        assertThat(ran.out())
                .startsWith("{\"domain\":\"x.example\",\"selector\":\"e1\",\"algorithm\":\"ed25519-sha256\",\"key\":\""
                        + key("e1.pem") + "\",\"name\":\"e1._domainkey.x.example\",\"type\":\"TXT\","
                        + "\"value\":\"v=DKIM1; k=ed25519; p=")
                .contains("\"strings\":[\"v=DKIM1; k=ed25519; p=", "\"zone\":\"e1._domainkey.x.example. IN TXT (");
    }

    @Test
    void aKeyThatIsThereIsNotOverwritten() throws Exception {
        Files.writeString(folder.resolve("s1.pem"), "in use");
        Ran ran = run("dkim", "x.example", "s1", "--out", key("s1.pem"));
        assertThat(ran.code()).isEqualTo(Cli.WRONG_INPUT);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.err()).contains(key("s1.pem") + ": is there already");
        assertThat(folder.resolve("s1.pem")).hasContent("in use");
    }

    @Test
    void whatIsNoDomainOrSelectorIsRefused() {
        assertThat(run("dkim", "x example", "s1", "--out", key("s1.pem")).err())
                .contains("not a domain: \"x example\"");
        assertThat(run("dkim", "x.example", "../s", "--out", key("s1.pem")).err())
                .contains("not a selector: \"../s\"");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aPreviewIsSignedWithEveryKeyOfTheJob() throws Exception {
        run("dkim", "probe.example", "s1", "--out", key("s1.pem"));
        run("dkim", "probe.example", "e1", "--ed25519", "--out", key("e1.pem"));
        Path job = job("""
                dkim:
                  - { domain: probe.example, selector: s1, key: s1.pem }
                  - { domain: probe.example, selector: e1, key: e1.pem }
                """);
        Ran ran = run("preview", job.toString());
        assertThat(ran.code()).isEqualTo(Cli.OK);
        assertThat(ran.out())
                .startsWith("DKIM-Signature: v=1; a=rsa-sha256;")
                .containsSubsequence("s=s1;", "a=ed25519-sha256", "s=e1;", "From: Probe <news@probe.example>");
    }

    @Test
    void aMissingKeyIsOneClearErrorBeforeAnythingIsSent() throws Exception {
        Path job = job("dkim: { domain: probe.example, selector: s1, key: fehlt.pem }\n");
        for (String[] command : new String[][] {
            {"preview", job.toString()},
            {"test", job.toString(), "chef@probe.example", "--data", key("data")},
            {"run", job.toString(), "--data", key("data")}
        }) {
            Ran ran = run(command);
            assertThat(ran.code()).as(command[0]).isEqualTo(Cli.WRONG_INPUT);
            assertThat(ran.out()).as(command[0]).isEmpty();
            assertThat(ran.err())
                    .as(command[0])
                    .contains("the DKIM key " + key("fehlt.pem") + " is not there; name the file in the job's dkim.key,"
                            + " or make one with: sendepostfach dkim probe.example s1");
        }
        assertThat(folder.resolve("data/sandbox"))
                .satisfiesAnyOf(mails -> assertThat(mails).doesNotExist(), mails -> assertThat(mails)
                        .isEmptyDirectory());
    }

    private Path job(String dkim) throws Exception {
        Files.writeString(folder.resolve("liste.csv"), "Vorname;E-Mail\nAnna;anna@gmx.example\n");
        Files.writeString(folder.resolve("mail.txt"), "Hallo {{ vorname }}\n");
        return Files.writeString(folder.resolve("probe.yaml"), """
                from: "Probe <news@probe.example>"
                subject: "Hallo"
                text: mail.txt
                list: { file: liste.csv }
                """ + dkim);
    }

    private String key(String file) {
        return folder.resolve(file).toString();
    }

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... command) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var gotOut = new ByteArrayOutputStream();
        var gotErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(gotOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(gotErr, true, StandardCharsets.UTF_8));
        try {
            int code = Cli.run(command);
            return new Ran(code, gotOut.toString(StandardCharsets.UTF_8), gotErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
