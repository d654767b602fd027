package sendepostfach.sandbox;

import java.io.IOException;

import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/** Takes the place of a command that the library would offer. */
final class UnknownCommand extends BaseCommand {
    UnknownCommand(String verb) {
        super(verb, "Not offered.");
    }

    @Override
    public void execute(String line, Session session) throws IOException {
        Wire.say(session, "502 5.5.2 Error: command not recognized");
    }
}
