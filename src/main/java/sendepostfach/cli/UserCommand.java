package sendepostfach.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.access.AuditLog;
import sendepostfach.access.Deed;
import sendepostfach.access.People;
import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.campaign.InputFault;
import sendepostfach.web.Passwords;

/** People who may log in to the web application. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Manages the people who may log in to the web application.",
        subcommands = {UserCommand.Add.class, UserCommand.Password.class, UserCommand.All.class})
final class UserCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Adds somebody. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description =
                    "Adds somebody. The password is asked for; without a terminal it is read from standard input.")
    static final class Add implements Callable<Integer> {
        @Mixin
        AppOptions options;

        @Parameters(paramLabel = "NAME", description = "The name to log in with.")
        String name;

        @Option(names = "--role", required = true, paramLabel = "ROLE", description = "marketer, operator or admin.")
        String role;

        @Override
        public Integer call() {
            Role wanted = Role.of(role);
            Person.checkName(name);
            String hash = Passwords.hash(readPassword());
            try (App app = App.start(options)) {
                Instant now = app.get(Clock.class).instant();
                Person person = app.get(People.class).add(name, wanted, hash, now);
                app.get(AuditLog.class)
                        .add(new Deed(
                                now,
                                "(command)",
                                "user.add",
                                person.name(),
                                person.role().toString()));
                System.out.println(person.name() + " may log in as " + person.role());
                return Cli.OK;
            }
        }
    }

    /** Gives somebody another password. */
    @Command(
            name = "password",
            mixinStandardHelpOptions = true,
            description = "Gives somebody another password. It is asked for, or read from standard input.")
    static final class Password implements Callable<Integer> {
        @Mixin
        AppOptions options;

        @Parameters(paramLabel = "NAME", description = "The name to log in with.")
        String name;

        @Override
        public Integer call() {
            String hash = Passwords.hash(readPassword());
            try (App app = App.start(options)) {
                Person person = app.get(People.class)
                        .find(name)
                        .orElseThrow(() -> new InputFault("there is no user \"" + name + "\"; see: user list"));
                app.get(People.class).password(person.id(), hash);
                app.get(AuditLog.class)
                        .add(new Deed(app.get(Clock.class).instant(), "(command)", "user.password", person.name(), ""));
                System.out.println(person.name() + " has a new password");
                return Cli.OK;
            }
        }
    }

    /** Says who there is. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists those who may log in.")
    static final class All implements Callable<Integer> {
        @Mixin
        AppOptions options;

        @Override
        public Integer call() {
            try (App app = App.start(options)) {
                app.get(People.class)
                        .all()
                        .forEach(person -> System.out.printf(
                                "%-24s %s%s%n", person.name(), person.role(), person.enabled() ? "" : " (locked)"));
                return Cli.OK;
            }
        }
    }

    /** A password: typed twice at a terminal, or the first line of standard input. */
    private static String readPassword() {
        Console console = System.console();
        if (console == null) {
            try {
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                String line = in.readLine();
                return line == null ? "" : line;
            } catch (IOException cannot) {
                throw new UncheckedIOException("standard input cannot be read", cannot);
            }
        }
        char[] first = console.readPassword("Password (at least %d characters): ", Passwords.SHORTEST);
        char[] second = console.readPassword("Once more: ");
        if (first == null || !Arrays.equals(first, second)) {
            throw new InputFault("the two passwords differ; nothing was changed");
        }
        return new String(first);
    }
}
