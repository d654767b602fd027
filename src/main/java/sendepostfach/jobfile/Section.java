package sendepostfach.jobfile;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Nearest;

/** A YAML mapping that knows where it stands, so that every error names file, line and field. */
final class Section {
    /** Where the parser's words go on with something from the file, such as a password that begins with an asterisk. */
    private static final Pattern QUOTED = Pattern.compile(
            "(found (?:undefined alias|undefined tag handle|duplicate anchor|duplicate %\\w+ directive)) .*",
            Pattern.DOTALL);

    private final String file;
    private final String path;
    private final int line;
    private final Environment environment;
    private final Map<String, Node> nodes = new LinkedHashMap<>();

    private Section(String file, String path, MappingNode mapping, Environment environment) {
        this.file = file;
        this.path = path;
        this.line = lineOf(mapping);
        this.environment = environment;
        for (NodeTuple entry : mapping.getValue()) {
            Node key = entry.getKeyNode();
            if (!(key instanceof ScalarNode name)) {
                throw new InputFault(file + ":" + lineOf(key) + ": a field's name must be a word");
            }
            if (nodes.containsKey(name.getValue())) {
                throw new InputFault(file + ":" + lineOf(key) + ": " + path + name.getValue() + ": stands here twice");
            }
            if (!entry.getValueNode().getTag().equals(Tag.NULL)) {
                nodes.put(name.getValue(), entry.getValueNode());
            }
        }
    }

    /**
     * Reads a file's text.
     *
     * @param file the file's name, for errors
     * @return empty where the file holds nothing but comments
     */
    static Optional<Section> read(String file, String yaml, Environment environment) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(Placeholders.hide(yaml)));
            if (root == null || root.getTag().equals(Tag.NULL)) {
                return Optional.empty();
            }
            if (!(root instanceof MappingNode mapping)) {
                throw new InputFault(file + ":" + lineOf(root) + ": must hold fields, as in \"name: value\"");
            }
            return Optional.of(new Section(file, "", mapping, environment));
        } catch (MarkedYAMLException fault) {
            int at = fault.getProblemMark() == null ? 1 : fault.getProblemMark().getLine() + 1;
            // the parser's fault shows the line, in which a password may stand: it does not go on
            throw new InputFault(file + ":" + at + ": not YAML: "
                    + QUOTED.matcher(Placeholders.show(fault.getProblem())).replaceAll("$1")
                    + "; a value with signs such as : # ? or brackets belongs in quotes");
        } catch (YAMLException fault) {
            throw new InputFault(file + ": not YAML: " + fault.getMessage());
        }
    }

    /** Refuses every field but these. */
    Section only(Set<String> known) {
        nodes.forEach((name, node) -> {
            if (!known.contains(name)) {
                throw new InputFault(file + ":" + lineOf(node) + ": " + path + name + ": there is no such field, "
                        + Nearest.hint(name, known.stream().sorted().toList()));
            }
        });
        return this;
    }

    Set<String> names() {
        return nodes.keySet();
    }

    boolean has(String name) {
        return nodes.containsKey(name);
    }

    /** A field with one value. */
    Optional<Value> value(String name) {
        return Optional.ofNullable(nodes.get(name)).map(node -> valueOf(name, node));
    }

    /** A field that must be there. */
    Value required(String name, String remedy) {
        return value(name).orElseThrow(() -> fault(name, "is missing, " + remedy));
    }

    /** A field with several values; a single one need not stand in brackets. */
    List<Value> values(String name) {
        Node node = nodes.get(name);
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(item -> valueOf(name, item)).toList();
        }
        return List.of(valueOf(name, node));
    }

    /** A field with fields of its own. */
    Optional<Section> section(String name) {
        Node node = nodes.get(name);
        if (node == null) {
            return Optional.empty();
        }
        return Optional.of(sectionOf(name, node));
    }

    /** A field with fields of its own, or a list of such; a single one need not stand in brackets. */
    List<Section> sections(String name) {
        Node node = nodes.get(name);
        if (node == null) {
            return List.of();
        }
        return node instanceof SequenceNode list
                ? list.getValue().stream().map(item -> sectionOf(name, item)).toList()
                : List.of(sectionOf(name, node));
    }

    private Section sectionOf(String name, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            throw new InputFault(file + ":" + lineOf(node) + ": " + path + name
                    + ": must hold fields of its own, as in { name: value }");
        }
        return new Section(file, path + name + ".", mapping, environment);
    }

    /** An error about a field of this section, whether it is there or not. */
    InputFault fault(String name, String message) {
        Node node = nodes.get(name);
        return new InputFault(file + ":" + (node == null ? line : lineOf(node)) + ": " + path + name + ": " + message);
    }

    private Value valueOf(String name, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw new InputFault(file + ":" + lineOf(node) + ": " + path + name + ": must be a single value");
        }
        return new Value(file + ":" + lineOf(node), path + name, scalar.getValue(), environment);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
