package sendepostfach.routing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Limit;

/** The fields under one key of a provider file, with the place of each for messages. */
final class ProviderFields {
    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
    /** Names that mixed lanes have, and no site may have. */
    private static final Pattern LANE = Pattern.compile("tail-\\d+");

    private static final Pattern DOMAIN =
            Pattern.compile("(?!-)[a-z0-9_-]{1,63}(?<!-)(\\.(?!-)[a-z0-9_-]{1,63}(?<!-))+");
    private static final Set<String> NUMBERS = Set.of("rate", "connections", "messages-per-connection");
    private static final Set<String> OTHERS = Set.of("name", "kind", "domains", "mx-decides", "mx", "note");

    private final String file;
    private final String key;
    private final int line;
    private final Map<String, Node> fields = new LinkedHashMap<>();

    ProviderFields(String file, String key, int line, Node node) {
        this.file = file;
        this.key = key;
        this.line = line;
        if (!(node instanceof MappingNode mapping)) {
            throw fault(line, "", "needs fields, such as " + key + ": { rate: 30/min }");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (fields.putIfAbsent(name, tuple.getValueNode()) != null) {
                throw fault(lineOf(tuple.getKeyNode()), "." + name, "stands twice; keep one");
            }
        }
    }

    static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    ProviderEntry readDefaults() {
        refuseOthersThan(NUMBERS);
        return read();
    }

    ProviderEntry readProvider() {
        if (!KEY.matcher(key).matches() || LANE.matcher(key).matches()) {
            throw fault(line, "", "is no key for a provider; use lower-case letters, digits, '-' and '.', not tail-N");
        }
        var all = new TreeSet<>(NUMBERS);
        all.addAll(OTHERS);
        refuseOthersThan(all);
        return read();
    }

    private ProviderEntry read() {
        return new ProviderEntry(
                key,
                line,
                text("name", Function.identity()),
                text("kind", ProviderKind::of),
                text("rate", Limit::parse),
                text("connections", ProviderFields::positive),
                text("messages-per-connection", ProviderFields::positive),
                names("domains"),
                names("mx-decides"),
                names("mx"),
                text("note", Function.identity()));
    }

    private void refuseOthersThan(Set<String> known) {
        fields.forEach((name, node) -> {
            if (!known.contains(name)) {
                throw fault(
                        lineOf(node), "." + name, "is no field; there are " + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    private <T> Optional<T> text(String field, Function<String, T> reading) {
        Node node = fields.get(field);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw fault(lineOf(node), "." + field, "needs a single value");
        }
        try {
            return Optional.of(reading.apply(scalar.getValue()));
        } catch (IllegalArgumentException refused) {
            throw fault(lineOf(node), "." + field, "is " + refused.getMessage());
        }
    }

    private Set<String> names(String field) {
        Node node = fields.get(field);
        if (node == null) {
            return Set.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw fault(lineOf(node), "." + field, "needs a list, such as [example.org, example.net]");
        }
        Map<String, Integer> names = new HashMap<>();
        for (Node item : sequence.getValue()) {
            String written = item instanceof ScalarNode scalar ? scalar.getValue() : "";
            String name = DomainName.of(written);
            if (!DOMAIN.matcher(name).matches()) {
                throw fault(
                        lineOf(item), "." + field, "holds no domain: \"" + written + "\"; write it like example.org");
            }
            if (names.putIfAbsent(name, lineOf(item)) != null) {
                throw fault(lineOf(item), "." + field, "names " + name + " twice; keep one");
            }
        }
        return Set.copyOf(names.keySet());
    }

    private static int positive(String text) {
        String digits = text.strip().toLowerCase(Locale.ROOT);
        if (!digits.matches("[1-9]\\d{0,5}")) {
            throw new IllegalArgumentException("not a whole number from 1 on: \"" + text + "\"");
        }
        return Integer.parseInt(digits);
    }

    private InputFault fault(int at, String field, String what) {
        return new InputFault(file + ", line " + at + ": " + key + field + " " + what);
    }
}
