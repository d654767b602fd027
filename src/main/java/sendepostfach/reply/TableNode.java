package sendepostfach.reply;

import java.io.Reader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

import sendepostfach.campaign.InputFault;

/**
 * A place in a YAML file, which knows its line for whoever has to correct it. The composed nodes are read as they are: to
 * have SnakeYAML make objects of them first would cost a command line more start-up time than all the rest of the table.
 */
public final class TableNode {
    private final String file;
    private final Node node;

    private TableNode(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** The root of a file. */
    public static TableNode read(String file, Reader in) {
        var options = new LoaderOptions();
        try {
            var parser = new ParserImpl(new StreamReader(in), options);
            return new TableNode(file, new Composer(parser, new Resolver(), options).getSingleNode());
        } catch (YAMLException fault) {
            throw new InputFault(file + ": " + fault.getMessage(), fault);
        }
    }

    /** The entries of a mapping, in their order. */
    public List<Entry> entries() {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .map(entry -> new Entry(text(entry.getKeyNode()), new TableNode(file, entry.getValueNode())))
                    .toList();
        }
        throw fault("must have keys and values");
    }

    /** What a key has, where it is there. */
    public Optional<TableNode> find(String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (text(entry.getKeyNode()).equals(key)) {
                    return Optional.of(new TableNode(file, entry.getValueNode()));
                }
            }
            return Optional.empty();
        }
        throw fault("must have keys and values");
    }

    /** What a key has. */
    public TableNode at(String key) {
        return find(key).orElseThrow(() -> fault("\"" + key + "\" is missing"));
    }

    /** The parts of a list; anything else is a list of one. */
    public Stream<TableNode> items() {
        return node instanceof SequenceNode list
                ? list.getValue().stream().map(item -> new TableNode(file, item))
                : Stream.of(this);
    }

    /** The text that stands here. */
    public String text() {
        return text(node);
    }

    /** The text that stands here, as a value; what the value refuses is told with its line. */
    public <T> T as(Function<String, T> reading) {
        return within(() -> reading.apply(text()));
    }

    /** Runs a reading whose refusals are told with this line. */
    public <T> T within(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | java.time.DateTimeException fault) {
            throw new InputFault(place() + fault.getMessage(), fault);
        }
    }

    /** Refuses any key but these. */
    public TableNode knowing(String... keys) {
        for (Entry entry : entries()) {
            if (!List.of(keys).contains(entry.key())) {
                throw fault("unknown key \"" + entry.key() + "\": known are " + String.join(", ", keys));
            }
        }
        return this;
    }

    private String text(Node at) {
        if (at instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw fault("must be a text");
    }

    InputFault fault(String what) {
        return new InputFault(place() + what);
    }

    private String place() {
        return file + ", line " + (node.getStartMark().getLine() + 1) + ": ";
    }

    /** A key with what it has. */
    public record Entry(String key, TableNode value) {}
}
