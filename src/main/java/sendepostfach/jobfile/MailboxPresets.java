package sendepostfach.jobfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import sendepostfach.campaign.Nearest;

/** What providers of sending mailboxes allow an account: the table {@code mailbox-presets.yaml} that ships with the program. */
final class MailboxPresets {
    private static final String FILE = "mailbox-presets.yaml";
    private static final Set<String> FIELDS = Set.of(
            "name",
            "host",
            "port",
            "security",
            "connections",
            "messages-per-connection",
            "limits",
            "checked",
            "source");

    private MailboxPresets() {}

    static Set<String> names() {
        return Table.ALL.names();
    }

    /**
     * The preset with a name, as the fields that a mailbox would have.
     *
     * @throws IllegalArgumentException naming the presets that there are
     */
    static Section named(String name) {
        return Table.ALL
                .section(name)
                .map(preset -> preset.only(FIELDS))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no preset \"" + name + "\", " + Nearest.hint(name, names())));
    }

    private static final class Table {
        static final Section ALL = read();

        private static Section read() {
            try (InputStream in = Objects.requireNonNull(MailboxPresets.class.getResourceAsStream("/" + FILE), FILE)) {
                String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return Section.read(FILE, yaml, new Environment(Map.of(), ZoneId.of("UTC")))
                        .orElseThrow();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
