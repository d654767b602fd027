package sendepostfach.reply;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

import sendepostfach.campaign.Action;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/** Reads a reply table from YAML and refuses what it does not understand, by file and rule. */
final class TableFile {
    private static final Set<String> RULE = Set.of("rule", "if", "then", "sample", "advice", "provider");
    private static final Set<String> IF = Set.of("code", "enhanced", "phase", "text", "and", "not");
    private static final Set<String> THEN = Set.of("kind", "matter", "action", "on-4xx", "wait");

    private final String name;
    private final Set<String> ids = new HashSet<>();

    TableFile(String name) {
        this.name = name;
    }

    /**
     * Reads the table.
     *
     * @throws InputFault naming the file, the rule and what is wrong with it
     */
    ReplyTable read(InputStream in) {
        Map<?, ?> root = mapping(load(in), "the file");
        keys(root, Set.of("advice", "phases", "table"), "the file");
        var advice = new EnumMap<ReplyKind, Advice>(ReplyKind.class);
        mapping(root.get("advice"), "advice")
                .forEach((kind, words) -> within(
                        "advice for " + kind,
                        () -> advice.put(ReplyKind.of(kind.toString()), advice(mapping(words, "advice")))));
        var phases = new ArrayList<PhaseRule>();
        for (Object entry : list(root.get("phases"))) {
            within("phases: " + entry, () -> {
                Map<?, ?> map = mapping(entry, "phase");
                keys(map, Set.of("phase", "if"), "phase");
                phases.add(new PhaseRule(Phase.of(text(map, "phase")), condition(mapping(map.get("if"), "if"))));
            });
        }
        var rules = new ArrayList<Rule>();
        for (Object entry : list(root.get("table"))) {
            Map<?, ?> section = mapping(entry, "section");
            keys(section, Set.of("heading", "rules"), "section");
            String heading = text(section, "heading");
            for (Object rule : list(section.get("rules"))) {
                Map<?, ?> map = mapping(rule, "rule");
                within("rule " + map.get("rule"), () -> rules.add(rule(heading, map)));
            }
        }
        return new ReplyTable(rules, phases, advice);
    }

    private Object load(InputStream in) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (YAMLException fault) {
            throw new InputFault(name + ": " + fault.getMessage(), fault);
        }
    }

    private Rule rule(String heading, Map<?, ?> map) {
        keys(map, RULE, "rule");
        String id = text(map, "rule");
        if (!ids.add(id)) {
            throw new IllegalArgumentException("there is another rule of this name");
        }
        Map<?, ?> then = mapping(map.get("then"), "then");
        keys(then, THEN, "then");
        return new Rule(
                id,
                heading,
                condition(mapping(map.get("if"), "if")),
                ReplyKind.of(text(then, "kind")),
                Matter.of(text(then, "matter")),
                Action.of(text(then, "action")),
                optional(then, "on-4xx").map(Action::of),
                optional(then, "wait").map(java.time.Duration::parse),
                optional(map, "provider"),
                text(map, "sample"),
                Optional.ofNullable(map.get("advice")).map(words -> advice(mapping(words, "advice"))));
    }

    private static Condition condition(Map<?, ?> map) {
        keys(map, IF, "if");
        return new Condition(
                texts(map.get("code")).stream().map(CodePattern::new).toList(),
                texts(map.get("enhanced")).stream().map(EnhancedPattern::new).toList(),
                texts(map.get("phase")).stream().map(Phase::of).collect(Collectors.toSet()),
                List.of("text", "and").stream()
                        .filter(map::containsKey)
                        .map(key -> phrases(map, key))
                        .toList(),
                phrases(map, "not"));
    }

    private static List<Phrase> phrases(Map<?, ?> map, String key) {
        return optional(map, key).stream()
                .flatMap(phrases -> Arrays.stream(phrases.split(",")))
                .map(Phrase::of)
                .toList();
    }

    private static Advice advice(Map<?, ?> map) {
        keys(map, Set.of("en", "de"), "advice");
        return new Advice(text(map, "en"), text(map, "de"));
    }

    private void within(String place, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException | java.time.DateTimeException fault) {
            throw new InputFault(name + ", " + place + ": " + fault.getMessage(), fault);
        }
    }

    private static void keys(Map<?, ?> map, Set<String> known, String place) {
        for (Object key : map.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw new IllegalArgumentException("unknown key \"" + key + "\" in " + place + ": known are "
                        + String.join(", ", new java.util.TreeSet<>(known)));
            }
        }
    }

    private static Map<?, ?> mapping(@Nullable Object value, String place) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(place + " must be a mapping of keys and values");
    }

    private static List<?> list(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list ? list : List.of(value);
    }

    private static List<String> texts(@Nullable Object value) {
        return list(value).stream().map(Object::toString).toList();
    }

    private static Optional<String> optional(Map<?, ?> map, String key) {
        return Optional.ofNullable(map.get(key)).map(Object::toString);
    }

    private static String text(Map<?, ?> map, String key) {
        return optional(map, key).orElseThrow(() -> new IllegalArgumentException("\"" + key + "\" is missing"));
    }
}
