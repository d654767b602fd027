package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportCommandTest {
    @TempDir
    Path directory;

    private String out = "";
    private String err = "";

    @Test
    void oneJsonObjectAFile() throws IOException {
        Path file = write("Name;E-Mail\r\nMüller;a@gmx.example\r\nBeck;A@GMX.example\r\nGroß;groß\r\n", "windows-1252");
        assertThat(run("import", "--json", file.toString())).isEqualTo(1);
        JsonNode json = JsonMapper.shared().readTree(out);
        assertThat(json.propertyNames())
                .containsExactly(
                        "file",
                        "charset",
                        "delimiter",
                        "quote",
                        "header",
                        "columns",
                        "emailColumn",
                        "rows",
                        "accepted",
                        "duplicates",
                        "rejected",
                        "sites");
        assertThat(json.toString())
                .isEqualTo("{\"file\":\"" + file
                        + "\",\"charset\":\"windows-1252\",\"delimiter\":\";\",\"quote\":\"\\\"\","
                        + "\"header\":true,\"columns\":[\"Name\",\"E-Mail\"],\"emailColumn\":\"E-Mail\",\"rows\":3,"
                        + "\"accepted\":1,\"duplicates\":1,\"rejected\":[{\"line\":4,\"reason\":\"malformed-address\","
                        + "\"raw\":\"Groß;groß\"}],\"sites\":{\"gmx.example\":1}}");
    }

    @Test
    void duplicatesAloneAreNoTrouble() throws IOException {
        Path file = write("E-Mail\na@gmx.example\na@gmx.example\n", "UTF-8");
        assertThat(run("import", file.toString())).isZero();
        assertThat(out).contains("duplicates   1").contains("UTF-8, delimiter");
    }

    @Test
    void aListWithoutEmailColumnIsShownAndNeedsALook() throws IOException {
        Path file = write("Vorname;Ort\nAnna;Ulm\n", "UTF-8");
        assertThat(run("import", "--json", file.toString())).isEqualTo(1);
        assertThat(out)
                .contains("\"emailColumn\":null")
                .contains("\"accepted\":0")
                .contains("\"rows\":1");
    }

    @Test
    void optionsDecideWhereDetectionShouldNot() throws IOException {
        Path file = write("Mail\tKontakt\na@gmx.example\tMüller <b@gmx.example>\n", "ISO-8859-15");
        assertThat(run(
                        "import",
                        "--json",
                        "--column",
                        "email=Kontakt",
                        "--delimiter",
                        "tab",
                        "--charset",
                        "latin9",
                        file.toString()))
                .isZero();
        assertThat(out)
                .contains("\"emailColumn\":\"Kontakt\"")
                .contains("\"delimiter\":\"\\t\"")
                .contains("ISO-8859-15");
    }

    @Test
    void aBadFileDoesNotKeepTheOthersFromBeingShown() throws IOException {
        Path good = write("E-Mail\na@gmx.example\n", "UTF-8");
        Path bad = Files.write(directory.resolve("mappe.csv"), new byte[] {'P', 'K', 3, 4, 0, 0});
        assertThat(run("import", "--json", bad.toString(), good.toString())).isEqualTo(2);
        assertThat(out.lines()).hasSize(1);
        assertThat(err)
                .isEqualTo("sendepostfach: " + bad + ": is a ZIP archive and no CSV file; open it and save it as CSV"
                        + System.lineSeparator());
    }

    @Test
    void wrongInputIsOneClearLine() throws IOException {
        Path file = write("E-Mail\na@gmx.example\n", "UTF-8");
        assertThat(run("import", directory.resolve("fehlt.csv").toString())).isEqualTo(2);
        assertThat(err).contains("there is no such file");
        assertThat(run("import", "--charset", "klingonisch", file.toString())).isEqualTo(2);
        assertThat(err).contains("unknown charset \"klingonisch\"");
        assertThat(run("import", "--delimiter", "ab", file.toString())).isEqualTo(2);
        assertThat(err).contains("--delimiter \"ab\"");
        assertThat(run("import", "--column", "name=Mail", file.toString())).isEqualTo(2);
        assertThat(err).contains("--column email=NAME");
        assertThat(run("import", "--column", "email=Adresse", file.toString())).isEqualTo(2);
        assertThat(err).contains("no column \"Adresse\"");
        assertThat(run("import")).isEqualTo(2);
    }

    @Test
    void whatACellHoldsDoesNotSteerTheTerminal() throws IOException {
        Path file = write("E-Mail;Name\nx\u001b[2J;Beck\na@gmx.example;Lang\n", "UTF-8");
        run("import", file.toString());
        assertThat(out).doesNotContain("\u001b");
    }

    private Path write(String text, String charset) throws IOException {
        return Files.write(directory.resolve("liste.csv"), text.getBytes(Charset.forName(charset)));
    }

    private int run(String... args) {
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        var capturedOut = new ByteArrayOutputStream();
        var capturedErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(capturedOut, true, StandardCharsets.US_ASCII));
        System.setErr(new PrintStream(capturedErr, true, StandardCharsets.US_ASCII));
        try {
            return Cli.run(args);
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
            out = capturedOut.toString(StandardCharsets.UTF_8);
            err = capturedErr.toString(StandardCharsets.UTF_8);
        }
    }
}
