package sendepostfach.preflight.check;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

import sendepostfach.campaign.InputFault;

/**
 * What the preflight is told beside the jobs, in {@code preflight.yaml}.
 *
 * @param blockLists DNS block lists that are asked about the sending hosts, such as {@code zen.spamhaus.org}; none unless named
 */
public record PreflightSettings(List<String> blockLists) {
    public static final PreflightSettings DEFAULT = new PreflightSettings(List.of());

    private static final String BLOCK_LISTS = "block-lists";

    public PreflightSettings {
        blockLists = List.copyOf(blockLists);
    }

    /**
     * Reads the file; the default where there is none.
     *
     * @throws InputFault naming file and field
     */
    public static PreflightSettings read(Path file) {
        if (!Files.exists(file)) {
            return DEFAULT;
        }
        try (Reader in = Files.newBufferedReader(file)) {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            if (document == null) {
                return DEFAULT;
            }
            if (!(document instanceof Map<?, ?> fields) || !List.of(BLOCK_LISTS).containsAll(fields.keySet())) {
                throw new InputFault(file + ": only " + BLOCK_LISTS + ": [NAME, ...] may stand here");
            }
            if (!(fields.get(BLOCK_LISTS) instanceof List<?> lists)) {
                throw new InputFault(file + ": " + BLOCK_LISTS + ": write a list, such as [zen.spamhaus.org]");
            }
            return new PreflightSettings(lists.stream().map(String::valueOf).toList());
        } catch (YAMLException wrong) {
            throw new InputFault(file + ": no YAML: " + wrong.getMessage(), wrong);
        } catch (IOException cannot) {
            throw new InputFault(file + ": cannot be read: " + cannot.getMessage(), cannot);
        }
    }
}
