package sendepostfach.routing;

import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

import sendepostfach.campaign.InputFault;

/**
 * A provider file as it stands, checked for form. It is read as YAML's nodes rather than as maps, since these know their
 * lines, and since building no objects is what makes the large table quick to read.
 *
 * @param defaults what stands under {@code defaults:}
 * @param entries the providers in the file's order, each key once
 */
record ProviderFile(Optional<ProviderEntry> defaults, List<ProviderEntry> entries) {
    private static final String DEFAULTS = "defaults";

    /**
     * Reads a provider file.
     *
     * @param file its name for messages
     * @throws InputFault naming file, line, field and remedy
     */
    static ProviderFile read(Reader reader, String file) {
        Node root = compose(reader, file);
        if (root == null || root.getTag().equals(Tag.NULL)) {
            return new ProviderFile(Optional.empty(), List.of());
        }
        if (!(root instanceof MappingNode mapping)) {
            throw new InputFault(file + ", line 1: providers are written as KEY: { rate: 30/min }, one a key");
        }
        Optional<ProviderEntry> defaults = Optional.empty();
        var entries = new ArrayList<ProviderEntry>();
        Map<String, Integer> seen = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = ProviderFields.lineOf(tuple.getKeyNode());
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            Integer before = seen.putIfAbsent(key, line);
            if (before != null) {
                throw new InputFault(file + ", line " + line + ": " + key + " stands in line " + before
                        + " already; write its values there");
            }
            var fields = new ProviderFields(file, key, line, tuple.getValueNode());
            if (key.equals(DEFAULTS)) {
                defaults = Optional.of(fields.readDefaults());
            } else {
                entries.add(fields.readProvider());
            }
        }
        return new ProviderFile(defaults, List.copyOf(entries));
    }

    private static @Nullable Node compose(Reader reader, String file) {
        try {
            return new Yaml(new LoaderOptions()).compose(reader);
        } catch (MarkedYAMLException fault) {
            int line =
                    fault.getProblemMark() == null ? 1 : fault.getProblemMark().getLine() + 1;
            throw new InputFault(
                    file + ", line " + line + ": not YAML: " + fault.getProblem() + "; write KEY: { rate: 30/min }",
                    fault);
        } catch (YAMLException fault) {
            if (fault.getCause() instanceof CharacterCodingException) {
                throw new InputFault(file + ": not UTF-8; save it as UTF-8", fault);
            }
            throw new InputFault(file + ": not YAML: " + fault.getMessage(), fault);
        }
    }
}
