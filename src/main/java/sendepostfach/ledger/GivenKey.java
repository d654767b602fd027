package sendepostfach.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Secret;

/** The key from outside: the environment's SENDEPOSTFACH_KEY, or what stands in the file that SENDEPOSTFACH_KEY_FILE names. */
final class GivenKey {
    private static final int SHORTEST = 16;

    private GivenKey() {}

    static Optional<Secret> of(String key, String file) {
        String text = key.isBlank() && !file.isBlank() ? firstLine(file) : key;
        if (text.isBlank()) {
            return Optional.empty();
        }
        if (text.strip().length() < SHORTEST) {
            throw new InputFault("SENDEPOSTFACH_KEY must have at least " + SHORTEST
                    + " characters; make one with: openssl rand -hex 32");
        }
        return Optional.of(new Secret(text.strip()));
    }

    private static String firstLine(String file) {
        try {
            return Files.readString(Path.of(file)).lines().findFirst().orElse("");
        } catch (IOException | InvalidPathException unreadable) {
            throw new InputFault("SENDEPOSTFACH_KEY_FILE: the file \"" + file + "\" cannot be read", unreadable);
        }
    }
}
