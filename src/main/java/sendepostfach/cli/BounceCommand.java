package sendepostfach.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.bounce.BounceReader;
import sendepostfach.bounce.Finding;
import sendepostfach.bounce.FindingType;
import sendepostfach.bounce.MailFile;
import sendepostfach.bounce.Returned;
import sendepostfach.campaign.InputFault;

/** {@code bounce}: what returned mails mean. Needs no database and changes nothing. */
@Command(
        name = "bounce",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Says what returned mails mean: bounces, delay notices, complaints, auto-replies.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every mail was understood",
            "1:at least one mail is of type none: somebody should read it",
            "2:a file is missing or cannot be read"
        })
final class BounceCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files with one mail each, mbox files, Maildirs, or directories of mail files.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "One JSON object a recipient.")
    private boolean json;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final BounceReader reader = new BounceReader();
    private int worst = Cli.OK;

    @Override
    public Integer call() {
        for (Path file : files) {
            try {
                MailFile.of(file).forEach(this::tell);
            } catch (InputFault fault) {
                spec.commandLine().getErr().println("sendepostfach: " + fault.getMessage());
                worst = Cli.WRONG_INPUT;
            }
        }
        spec.commandLine().getOut().flush();
        return worst;
    }

    private void tell(Path file, byte[] mail) {
        Returned returned = reader.read(mail);
        PrintWriter out = spec.commandLine().getOut();
        for (Finding finding : returned.findings()) {
            out.println(json ? Json.line(asMap(file, finding, returned)) : line(file, finding));
            if (finding.type() == FindingType.NONE) {
                worst = Math.max(worst, Cli.NEEDS_A_LOOK);
            }
        }
    }

    private static Map<String, Object> asMap(Path file, Finding finding, Returned returned) {
        var map = new LinkedHashMap<String, Object>();
        map.put("file", file.toString());
        map.put("type", finding.type().toString());
        map.put("recipient", finding.recipient().orElse(null));
        map.put("status", finding.status().map(Object::toString).orElse(null));
        map.put("reply", finding.reply());
        map.put("kind", finding.kind().map(Object::toString).orElse(null));
        map.put("permanent", finding.permanent());
        map.put("messageId", returned.trace().messageId().orElse(null));
        return map;
    }

    private static String line(Path file, Finding finding) {
        return file + ": " + finding.type()
                + finding.recipient().map(address -> " " + address).orElse("")
                + finding.kind()
                        .map(kind -> ", " + kind + (finding.permanent() ? " for good" : ""))
                        .orElse("")
                + (finding.reply().isEmpty() ? "" : ": " + finding.reply());
    }
}
