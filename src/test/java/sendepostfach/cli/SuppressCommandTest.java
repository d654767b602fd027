package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import sendepostfach.campaign.InputFault;

class SuppressCommandTest {
    @TempDir
    Path folder;

    private record Ran(int code, String out, String err) {}

    private Ran run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new CommandLine(new SuppressCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((fault, line, parsed) -> {
                    err.append(fault.getMessage());
                    return fault instanceof InputFault ? Cli.WRONG_INPUT : Cli.NEEDS_A_LOOK;
                })
                .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    @Test
    void aListFromElsewhereIsImportedExportedAndReadAgain() throws Exception {
        Path foreign = folder.resolve("abmeldungen.csv");
        Files.writeString(
                foreign, "Name;E-Mail;Grund\nMüller;Anna@Gmail.com;x\nOtto;otto@bücher.example;\nNix;keine;\n");
        Path exported = folder.resolve("export.csv");

        Ran imported = run("import", foreign.toString());
        assertThat(imported.code()).isEqualTo(Cli.NEEDS_A_LOOK);
        assertThat(imported.out()).contains("3 rows, 2 added, 0 there before, 1 unusable");
        assertThat(imported.err()).contains(foreign + ":4: \"keine\" is neither an address nor a domain");
        assertThat(run("add", "@firma.example", "--reason", "unsubscribed", "--source", "=phone")
                        .out())
                .contains("1 added");
        assertThat(run("add", "berta@a.example", "--sender", "news@blatt.example")
                        .code())
                .isZero();
        assertThat(run("forget", "berta@a.example").out()).contains("1 entry touched, 0 rows of campaigns forgotten");

        Ran listed = run("list", "--json");
        assertThat(listed.out().lines())
                .hasSize(4)
                .first()
                .asString()
                .startsWith("{\"target\":\"anna@gmail.com\",\"domain\":false,\"sender\":null,\"reason\":\"manual\","
                        + "\"source\":\"abmeldungen.csv\",\"at\":\"2");
        assertThat(listed.out()).doesNotContain("berta").contains("\"sender\":\"news@blatt.example\"");
        assertThat(run("list", "Berta@A.example").out()).startsWith("(forgotten)");

        assertThat(run("export", exported.toString()).out()).contains("3 written, 1 forgotten ones left out");
        assertThat(Files.readString(exported)).contains("firma.example,,unsubscribed,'=phone,2");
        assertThat(run("remove", "anna@googlemail.com", "firma.example").out()).contains("2 entries touched");
        assertThat(run("import", exported.toString()).out()).contains("3 rows, 2 added, 1 there before, 0 unusable");
        assertThat(run("list", "firma.example").out()).contains("unsubscribed", "=phone");
    }

    @Test
    void whatIsNeitherAddressNorDomainIsNamed() {
        Ran ran = run("add", "anna@a.example", "a b");
        assertThat(ran.code()).isEqualTo(Cli.WRONG_INPUT);
        assertThat(ran.err()).contains("\"a b\" is neither an address nor a domain");
        assertThat(run("list", "nobody@a.example").code()).isEqualTo(Cli.NEEDS_A_LOOK);
    }
}
