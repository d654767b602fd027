package sendepostfach.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import sendepostfach.campaign.InputFault;

/** The named fields of one place in a YAML file; each fault names file, line and field, and no field goes unread. */
final class Fields {
    private final String file;
    private final String path;
    private final Node place;
    private final Map<String, Node> unread = new LinkedHashMap<>();
    private final List<String> known = new ArrayList<>();

    Fields(String file, String path, Node place) {
        this.file = file;
        this.path = path;
        this.place = place;
        if (!(place instanceof MappingNode mapping)) {
            throw fault(place, path, "needs named fields, such as limit: 30/s");
        }
        for (NodeTuple field : mapping.getValue()) {
            String name = scalar(field.getKeyNode(), path);
            if (unread.put(name, field.getValueNode()) != null) {
                throw fault(field.getKeyNode(), at(name), "stands there twice; keep one");
            }
        }
    }

    /** The value of a field that must be there. */
    <T> T need(String name, Function<String, T> reader) {
        return find(name, reader).orElseThrow(() -> fault(place, at(name), "is missing"));
    }

    /** The value of a field that may be missing. */
    <T> Optional<T> find(String name, Function<String, T> reader) {
        return take(name).map(node -> read(node, at(name), reader));
    }

    /** The values of a field that holds a list, or one value; empty where it is missing. */
    List<String> texts(String name) {
        return take(name)
                .map(node -> node instanceof SequenceNode list
                        ? list.getValue().stream()
                                .map(item -> scalar(item, at(name)))
                                .toList()
                        : List.of(scalar(node, at(name))))
                .orElse(List.of());
    }

    /** The fields below a field; empty where it is missing. */
    Optional<Fields> below(String name) {
        return take(name).map(node -> new Fields(file, at(name), node));
    }

    /** The fields of each item of a field that holds a list; empty where it is missing. */
    List<Fields> each(String name) {
        var items = new ArrayList<Fields>();
        take(name).ifPresent(node -> {
            if (!(node instanceof SequenceNode list)) {
                throw fault(node, at(name), "needs a list, each item with a hyphen before it");
            }
            for (Node item : list.getValue()) {
                items.add(new Fields(file, at(name) + "[" + (items.size() + 1) + "]", item));
            }
        });
        return items;
    }

    /** The names of the fields that nobody has asked for yet. */
    List<String> names() {
        return List.copyOf(unread.keySet());
    }

    /** Makes what the fields describe; its complaints become faults of this place. Ends the reading of this place. */
    <T> T build(java.util.function.Supplier<T> maker) {
        T made;
        try {
            made = maker.get();
        } catch (IllegalArgumentException refused) {
            throw fault(place, path, String.valueOf(refused.getMessage()));
        }
        for (Map.Entry<String, Node> stranger : unread.entrySet()) {
            throw fault(
                    stranger.getValue(),
                    at(stranger.getKey()),
                    "is not known here; known are " + String.join(", ", known));
        }
        return made;
    }

    /** A fault of this place as a whole. */
    InputFault fault(String what) {
        return fault(place, path, what);
    }

    private Optional<Node> take(String name) {
        known.add(name);
        return Optional.ofNullable(unread.remove(name));
    }

    private <T> T read(Node node, String where, Function<String, T> reader) {
        try {
            return reader.apply(scalar(node, where));
        } catch (IllegalArgumentException refused) {
            throw fault(node, where, String.valueOf(refused.getMessage()));
        }
    }

    private String scalar(Node node, String where) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw fault(node, where, "needs a single value");
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private InputFault fault(Node node, String where, String what) {
        int line = node.getStartMark().getLine() + 1;
        return new InputFault(file + " line " + line + ": " + (where.isEmpty() ? "" : where + ": ") + what);
    }
}
