package sendepostfach.preflight.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import sendepostfach.preflight.Sending;

/** The SPF records of mailbox providers: the table {@code spf-includes.yaml}, whose head explains it. */
final class SpfIncludes {
    private static final SpfIncludes STANDARD = read();

    private final List<Entry> entries;

    private SpfIncludes(List<Entry> entries) {
        this.entries = entries;
    }

    private record Entry(String include, List<String> hosts) {
        boolean has(String host) {
            return hosts.stream().anyMatch(domain -> Domains.isWithin(host, domain));
        }
    }

    static SpfIncludes standard() {
        return STANDARD;
    }

    private static SpfIncludes read() {
        try (InputStream in = SpfIncludes.class.getResourceAsStream("/preflight/spf-includes.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the program's own spf-includes.yaml is missing");
            }
            List<Map<String, Object>> table = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            var entries = new ArrayList<Entry>();
            for (Map<String, Object> row : table) {
                if (!(row.get("hosts") instanceof List<?> hosts) || !(row.get("include") instanceof String include)) {
                    throw new IllegalStateException("the program's own spf-includes.yaml: " + row);
                }
                entries.add(
                        new Entry(include, hosts.stream().map(String::valueOf).toList()));
            }
            return new SpfIncludes(List.copyOf(entries));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The domain whose record the mailbox's provider keeps its addresses in, if it is a known one. */
    Optional<String> of(Sending sending) {
        return Stream.concat(
                        sending.hosts().stream(), Stream.of(sending.mailbox().host()))
                .flatMap(host -> entries.stream().filter(entry -> entry.has(host)))
                .map(Entry::include)
                .findFirst();
    }
}
