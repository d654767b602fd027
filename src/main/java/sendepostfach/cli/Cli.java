package sendepostfach.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.UrlPasswords;

/** The root command: parses the line, runs the command, and turns faults into one clear line and an exit code. */
@Command(
        name = "sendepostfach",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs bulk mail campaigns through a sending mailbox and accounts for every recipient.",
        subcommands = {
            RunCommand.class,
            ScheduleCommand.class,
            ServeCommand.class,
            PlanCommand.class,
            ImportCommand.class,
            MailCommands.Preview.class,
            MailCommands.Test.class,
            StatusCommand.class,
            PaceCommand.class,
            SteerCommands.Pause.class,
            SteerCommands.Resume.class,
            SteerCommands.Restart.class,
            SteerCommands.Cancel.class,
            SteerCommands.Uncertain.class,
            ReportCommand.class,
            UserCommand.class,
            ExplainCommand.class,
            DkimCommand.class,
            SuppressCommand.class,
            CollectCommand.class,
            BounceCommand.class,
            SpfCommand.class,
            CheckCommand.class
        })
public final class Cli implements Runnable {
    /** All went well. */
    public static final int OK = 0;
    /** It ran, and something needs a look. */
    public static final int NEEDS_A_LOOK = 1;
    /** Wrong usage or input. */
    public static final int WRONG_INPUT = 2;
    /** Work is left for later (EX_TEMPFAIL of sysexits.h). */
    public static final int LEFT_FOR_LATER = 75;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    boolean debug;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs one command line and returns its exit code. */
    public static int run(String... args) {
        var root = new Cli();
        var line = new CommandLine(root);
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // a sender may begin with @
        line.setExpandAtFiles(false);
        line.setExecutionExceptionHandler((fault, command, parsed) -> {
            PrintWriter err = command.getErr();
            if (root.debug) {
                err.print(trace(fault));
            }
            boolean input = fault instanceof InputFault || fault instanceof IllegalArgumentException;
            String message = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
            err.println("sendepostfach: " + UrlPasswords.takenOutOf(message.replaceAll("\\s*\\R\\s*", " ")));
            return input ? WRONG_INPUT : NEEDS_A_LOOK;
        });
        return line.execute(args);
    }

    private static String trace(Throwable fault) {
        var trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        return UrlPasswords.takenOutOf(trace.toString());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
