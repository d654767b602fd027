package sendepostfach.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.ListSource;
import sendepostfach.campaign.Site;
import sendepostfach.intake.ListFormat;
import sendepostfach.intake.ListSummary;
import sendepostfach.intake.Rejection;
import sendepostfach.routing.ProviderTable;

/** Dry run of an import: what the list holds, and which rows would not be taken. Needs no database. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Shows what an import of distribution lists would see; writes nothing.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all rows can be taken (duplicates are no trouble)",
            "1:rows were rejected, or there is no e-mail column",
            "2:a file is missing, empty or no CSV"
        })
final class ImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "CSV files.")
    private List<Path> files;

    @Option(
            names = "--column",
            paramLabel = "email=NAME",
            description = "The name of the column with the addresses, where detection should not decide.")
    private Map<String, String> columns = Map.of();

    @Option(
            names = "--delimiter",
            paramLabel = "C",
            description = "The character between cells; also: comma, semicolon, tab, pipe.")
    private Optional<String> delimiter = Optional.empty();

    @Option(names = "--charset", paramLabel = "NAME", description = "The charset, such as UTF-8 or windows-1252.")
    private Optional<String> charset = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object a file.")
    private boolean json;

    @Override
    public Integer call() {
        Optional<Character> cut = delimiter.map(Delimiters::parse);
        Optional<String> emailColumn = emailColumn();
        int worst = Cli.OK;
        for (Path file : files) {
            try {
                worst = Math.max(worst, look(file, new ListSource(file.toString(), emailColumn, cut, charset)));
            } catch (InputFault fault) {
                spec.commandLine().getErr().println("sendepostfach: " + fault.getMessage());
                worst = Cli.WRONG_INPUT;
            }
        }
        return worst;
    }

    private Optional<String> emailColumn() {
        columns.keySet().stream().filter(key -> !key.equals("email")).findAny().ifPresent(key -> {
            throw new InputFault("--column " + key + "=...: only the e-mail column can be named: --column email=NAME");
        });
        return Optional.ofNullable(columns.get("email"));
    }

    private int look(Path file, ListSource source) {
        ListFormat format = ListFormat.detect(source);
        List<Rejection> rejected = new ArrayList<>();
        ListSummary summary = ListSummary.of(file, format, sitesBy(ProviderTable.standard()), rejection -> {
            if (json || rejected.size() < ImportText.SHOWN) {
                rejected.add(rejection);
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(ImportJson.of(file, format, summary, rejected)));
        } else {
            ImportText.print(out, file, format, summary, rejected);
        }
        out.flush();
        return summary.rejected() == 0 && format.emailColumn().isPresent() ? Cli.OK : Cli.NEEDS_A_LOOK;
    }

    private static UnaryOperator<String> sitesBy(ProviderTable providers) {
        return domain -> providers.siteOfDomain(domain).map(Site::name).orElse(domain);
    }
}
