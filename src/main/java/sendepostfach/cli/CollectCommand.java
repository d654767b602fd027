package sendepostfach.cli;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import sendepostfach.batch.BounceMailboxes;
import sendepostfach.bounce.ReturnRun;

/** Reads the bounce mailboxes once, as the scheduler does every minute. */
@Command(
        name = "collect",
        mixinStandardHelpOptions = true,
        description = "Reads the bounce mailboxes of all campaigns once: what came back reaches the accounts and the"
                + " suppression list.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all read", "1:a bounce mailbox could not be read, or not wholly"})
final class CollectCommand implements Callable<Integer> {
    @Mixin
    AppOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (App app = App.start(options)) {
            List<BounceMailboxes.Collected> all = app.get(BounceMailboxes.class).collect();
            if (all.isEmpty()) {
                spec.commandLine()
                        .getErr()
                        .println("sendepostfach: no campaign's mailbox has a bounce mailbox; describe it"
                                + " in mailboxes.yaml as bounces: { host: ... }");
            }
            all.forEach(this::print);
            boolean well = all.stream()
                    .allMatch(each ->
                            each.result().isPresent() && each.result().get().failed() == 0);
            return well ? Cli.OK : Cli.NEEDS_A_LOOK;
        }
    }

    private void print(BounceMailboxes.Collected collected) {
        if (collected.result().isEmpty()) {
            spec.commandLine().getErr().println("sendepostfach: " + collected.mailbox() + ": " + collected.fault());
            return;
        }
        ReturnRun.Result result = collected.result().get();
        spec.commandLine()
                .getOut()
                .println(collected.mailbox() + ": " + result.handled() + " understood, " + result.unknown()
                        + " for a person, " + result.failed() + " left for later");
    }
}
