package sendepostfach.jobfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What a job file or mailbox file takes from outside.
 *
 * @param variables the environment's variables, for {@code ${NAME}}
 * @param zone where the clock on the wall hangs that a file does not name
 */
public record Environment(Map<String, String> variables, ZoneId zone) {
    public Environment {
        variables = Map.copyOf(variables);
    }

    /**
     * The value of {@code ${NAME}}: the variable, or what stands in the file that the variable {@code NAME_FILE} names, as
     * container platforms hand over secrets.
     *
     * @throws IOException if that file cannot be read
     */
    Optional<String> value(String name) throws IOException {
        String value = variables.get(name);
        if (value != null) {
            return Optional.of(value);
        }
        String file = variables.get(name + "_FILE");
        return file == null ? Optional.empty() : Optional.of(firstLine(Path.of(file)));
    }

    /** A secret from a file: without the line end that editors put behind it. */
    static String firstLine(Path file) throws IOException {
        return Files.readString(file).lines().findFirst().orElse("");
    }

    @Override
    public String toString() {
        return "Environment[" + variables.size() + " variables, " + zone + "]";
    }
}
