package sendepostfach.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import sendepostfach.batch.SuppressionCsv;
import sendepostfach.batch.SuppressionText;
import sendepostfach.campaign.Address;
import sendepostfach.suppression.Forgotten;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionList;
import sendepostfach.suppression.SuppressionReason;
import sendepostfach.suppression.Target;

/** The suppression list: who must not be written to. */
@Command(
        name = "suppress",
        mixinStandardHelpOptions = true,
        description = "Keeps the suppression list: addresses and domains that no campaign writes to.",
        subcommands = {
            SuppressCommand.Add.class,
            SuppressCommand.Remove.class,
            SuppressCommand.Show.class,
            SuppressCommand.Import.class,
            SuppressCommand.Export.class,
            SuppressCommand.Forget.class
        })
final class SuppressCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** What the commands share that name entries. */
    abstract static class OfTargets implements Callable<Integer> {
        @Mixin
        AppOptions options;

        @Spec
        CommandSpec spec;

        /** Reads all before anything is changed. */
        static List<Target> targets(List<String> given) {
            return given.stream().map(SuppressionText::target).toList();
        }

        final void say(String text) {
            spec.commandLine().getOut().println(text);
        }

        final Integer forEach(List<String> given, java.util.function.ToIntBiFunction<SuppressionList, Target> change) {
            List<Target> targets = targets(given);
            try (App app = App.start(options)) {
                SuppressionList list = app.get(SuppressionList.class);
                int touched = targets.stream()
                        .mapToInt(target -> change.applyAsInt(list, target))
                        .sum();
                say(touched + (touched == 1 ? " entry" : " entries") + " touched");
                return touched == 0 ? Cli.NEEDS_A_LOOK : Cli.OK;
            }
        }
    }

    /** Adds. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds addresses or domains. Campaigns under way stop writing to them at once.")
    static final class Add extends OfTargets {
        @Parameters(arity = "1..*", paramLabel = "ADDRESS|DOMAIN", description = "Whom not to write to.")
        List<String> entries;

        @Option(
                names = "--reason",
                defaultValue = "manual",
                description = "manual, unsubscribed, complained, undeliverable or often-returned"
                        + " (default: ${DEFAULT-VALUE}).")
        String reason;

        @Option(names = "--source", defaultValue = "", description = "Where it comes from, in a few words.")
        String source;

        @Option(names = "--sender", paramLabel = "ADDRESS", description = "Only mails from this address.")
        Optional<String> sender;

        @Override
        public Integer call() {
            List<Target> targets = targets(entries);
            Optional<Address> only = sender.map(SuppressionText::address);
            SuppressionReason why = SuppressionReason.of(reason);
            try (App app = App.start(options)) {
                var now = app.get(Clock.class).instant();
                int added = app.get(SuppressionList.class)
                        .add(targets.stream()
                                .map(target -> Suppression.of(target, only, why, source, now))
                                .toList());
                say(added + " added" + (added < targets.size() ? ", the others have been there before" : ""));
                return Cli.OK;
            }
        }
    }

    /** Removes. */
    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes addresses or domains.")
    static final class Remove extends OfTargets {
        @Parameters(arity = "1..*", paramLabel = "ADDRESS|DOMAIN", description = "Whom to write to again.")
        List<String> entries;

        @Option(names = "--sender", paramLabel = "ADDRESS", description = "Only the entry for this sender.")
        Optional<String> sender;

        @Override
        public Integer call() {
            Optional<Address> only = sender.map(SuppressionText::address);
            return forEach(entries, (list, target) -> list.remove(target, only));
        }
    }

    /** Forgets. */
    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = "Keeps of addresses no more than a keyed hash, by which they are still recognised and not"
                    + " written to, and takes them out of all campaigns, whose totals stay: for people who ask for the"
                    + " deletion of their data.")
    static final class Forget extends OfTargets {
        @Parameters(arity = "1..*", paramLabel = "ADDRESS", description = "Whom to forget.")
        List<String> entries;

        @Override
        public Integer call() {
            List<Target> targets = targets(entries);
            try (App app = App.start(options)) {
                SuppressionList list = app.get(SuppressionList.class);
                var now = app.get(Clock.class).instant();
                List<Forgotten> forgotten =
                        targets.stream().map(target -> list.forget(target, now)).toList();
                int touched = forgotten.stream().mapToInt(Forgotten::entries).sum();
                int rows = forgotten.stream().mapToInt(Forgotten::rows).sum();
                say(touched + (touched == 1 ? " entry" : " entries") + " touched, " + rows
                        + (rows == 1 ? " row" : " rows") + " of campaigns forgotten");
                return touched + rows == 0 ? Cli.NEEDS_A_LOOK : Cli.OK;
            }
        }
    }

    /** Lists. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the entries: all, or those of some addresses or domains.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:listed", "1:none of the given addresses or domains is on the list"})
    static final class Show extends OfTargets {
        @Parameters(arity = "0..*", paramLabel = "ADDRESS|DOMAIN", description = "Only these, also forgotten ones.")
        List<String> entries = List.of();

        @Option(names = "--json", description = "One JSON object an entry on standard output.")
        boolean json;

        @Override
        public Integer call() {
            List<Target> targets = targets(entries);
            try (App app = App.start(options)) {
                SuppressionList list = app.get(SuppressionList.class);
                if (targets.isEmpty()) {
                    list.all(this::print);
                    return Cli.OK;
                }
                List<Suppression> found = targets.stream()
                        .flatMap(target -> list.of(target).stream())
                        .toList();
                found.forEach(this::print);
                return found.isEmpty() ? Cli.NEEDS_A_LOOK : Cli.OK;
            }
        }

        private void print(Suppression entry) {
            if (json) {
                say(Json.line(object(entry)));
            } else {
                say(String.format(
                        "%-40s %-14s %s%s%s",
                        entry.target().map(Target::toString).orElse("(forgotten)"),
                        entry.reason(),
                        entry.at(),
                        entry.sender().map(sender -> "  from " + sender).orElse(""),
                        entry.source().isEmpty() ? "" : "  " + entry.source()));
            }
        }

        private static Map<String, @Nullable Object> object(Suppression entry) {
            var fields = new LinkedHashMap<String, @Nullable Object>();
            fields.put("target", entry.target().map(Target::toString).orElse(null));
            fields.put("domain", entry.target().map(Target::isDomain).orElse(null));
            fields.put("sender", entry.sender().map(Address::toString).orElse(null));
            fields.put("reason", entry.reason().toString());
            fields.put("source", entry.source());
            fields.put("at", entry.at().toString());
            return fields;
        }
    }

    /** Imports. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description =
                    "Adds the addresses and domains of a CSV file. Columns named reason, sender, source and time are"
                            + " used where they are; charset and delimiter are found out.",
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {"0:all rows are on the list", "1:some rows hold no address or domain"})
    static final class Import extends OfTargets {
        private static final int CHUNK = 2000;

        @Parameters(paramLabel = "FILE", description = "The CSV file.")
        Path file;

        @Option(names = "--column", paramLabel = "NAME", description = "The column with the addresses or domains.")
        Optional<String> column;

        @Override
        public Integer call() {
            try (App app = App.start(options);
                    var rows = SuppressionCsv.open(
                            file, column, app.get(Clock.class).instant())) {
                SuppressionList list = app.get(SuppressionList.class);
                var chunk = new ArrayList<Suppression>();
                int added = 0;
                for (Optional<Suppression> next = rows.next(fault -> warn(fault.english()));
                        next.isPresent();
                        next = rows.next(fault -> warn(fault.english()))) {
                    chunk.add(next.get());
                    if (chunk.size() == CHUNK) {
                        added += list.add(chunk);
                        chunk.clear();
                    }
                }
                added += list.add(chunk);
                say(rows.rows() + " rows, " + added + " added, " + (rows.rows() - rows.faults() - added)
                        + " there before, " + rows.faults() + " unusable");
                return rows.faults() == 0 ? Cli.OK : Cli.NEEDS_A_LOOK;
            }
        }

        private void warn(String fault) {
            spec.commandLine().getErr().println("sendepostfach: " + fault);
        }
    }

    /** Exports. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes the entries into a CSV file, which import reads again. Forgotten ones are left out.")
    static final class Export extends OfTargets {
        @Parameters(paramLabel = "FILE", description = "The CSV file to write.")
        Path file;

        @Override
        public Integer call() {
            try (App app = App.start(options)) {
                int[] written = {0, 0};
                SuppressionCsv.write(file, (Consumer<Suppression> each) -> app.get(SuppressionList.class)
                        .all(entry -> {
                            each.accept(entry);
                            written[entry.target().isPresent() ? 0 : 1]++;
                        }));
                say(written[0] + " written" + (written[1] > 0 ? ", " + written[1] + " forgotten ones left out" : ""));
                return Cli.OK;
            }
        }
    }
}
