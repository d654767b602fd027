package sendepostfach.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A command of the machine that a fixture runs.
 *
 * @param path the program
 */
record Tool(Path path) {
    /** Looks on the PATH, and where Debian puts the administrator's commands, which a user's PATH lacks. */
    static Optional<Tool> find(String name) {
        String places = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
        return Stream.of(places.split(":"))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Tool::new);
    }

    /** The tool of that name, which was looked for before. */
    static Tool named(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("there is no command " + name));
    }

    /** The command with these arguments, not started yet; what it writes to standard error goes to standard output. */
    ProcessBuilder with(List<String> arguments) {
        var line = new ArrayList<String>();
        line.add(path.toString());
        line.addAll(arguments);
        return new ProcessBuilder(line).redirectErrorStream(true);
    }

    /**
     * Runs the command to its end, with {@code input} as its standard input.
     *
     * @return what it wrote
     * @throws IllegalStateException with what it wrote, where its exit code is not 0
     */
    String run(String input, String... arguments) {
        try {
            // Not a pipe: a daemon that the command leaves behind would hold it open.
            Path log = Files.createTempFile("output-of-", "." + path.getFileName());
            Process process =
                    with(List.of(arguments)).redirectOutput(log.toFile()).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            int code = process.waitFor();
            String output = Files.readString(log);
            Files.delete(log);
            if (code != 0) {
                throw new IllegalStateException(
                        path + " " + String.join(" ", arguments) + " ended with " + code + ": " + output);
            }
            return output;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + path, fault);
        }
    }
}
