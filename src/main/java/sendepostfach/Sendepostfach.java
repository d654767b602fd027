package sendepostfach;

import sendepostfach.cli.Cli;

/** The program's entry point. */
public final class Sendepostfach {
    private Sendepostfach() {}

    public static void main(String[] args) {
        System.exit(Cli.run(args));
    }
}
