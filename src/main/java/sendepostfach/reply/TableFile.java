package sendepostfach.reply;

import java.io.Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sendepostfach.campaign.Action;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/** Reads a reply table from YAML, and refuses what it does not understand by file and line. */
final class TableFile {
    private static final Pattern GROUP = Pattern.compile("<([a-z-]+)>");

    private final TableNode root;
    private final Map<String, String> words = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    private TableFile(TableNode root) {
        this.root = root.knowing("words", "advice", "phases", "table");
        for (TableNode.Entry group : root.find("words").map(TableNode::entries).orElse(List.of())) {
            words.put(group.key(), String.join("|", group.value().text().strip().split("\\s+")));
        }
    }

    /**
     * Reads a table.
     *
     * @param name the file's name, for messages
     * @throws InputFault naming the file, the line and what is wrong there
     */
    static ReplyTable read(String name, Reader in) {
        return new TableFile(TableNode.read(name, in)).table();
    }

    private ReplyTable table() {
        return new ReplyTable(rules(), phases(), adviceByKind());
    }

    private Map<ReplyKind, Advice> adviceByKind() {
        var advice = new EnumMap<ReplyKind, Advice>(ReplyKind.class);
        for (TableNode.Entry entry : root.at("advice").entries()) {
            ReplyKind kind = entry.value().within(() -> ReplyKind.of(entry.key()));
            advice.put(kind, advice(entry.value()));
        }
        return advice;
    }

    private List<PhaseRule> phases() {
        return root.at("phases")
                .items()
                .map(rule -> rule.knowing("phase", "if"))
                .map(rule -> new PhaseRule(rule.at("phase").as(Phase::of), condition(rule.at("if"))))
                .toList();
    }

    private List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        root.at("table")
                .items()
                .map(section -> section.knowing("heading", "rules"))
                .forEach(section -> section.at("rules")
                        .items()
                        .map(rule -> rule(section.at("heading").text(), rule))
                        .forEach(rules::add));
        return rules;
    }

    private Rule rule(String heading, TableNode rule) {
        rule.knowing("rule", "if", "then", "provider", "sample", "advice");
        String id = rule.at("rule").text();
        if (!ids.add(id)) {
            throw rule.fault("there is another rule \"" + id + "\"");
        }
        TableNode then = rule.at("then").knowing("kind", "matter", "action", "on-4xx", "wait");
        return then.within(() -> new Rule(
                id,
                heading,
                condition(rule.at("if")),
                then.at("kind").as(ReplyKind::of),
                then.at("matter").as(Matter::of),
                then.at("action").as(Action::of),
                then.find("on-4xx").map(action -> action.as(Action::of)),
                then.find("wait").map(time -> time.as(Duration::parse)),
                rule.find("provider").map(TableNode::text),
                rule.at("sample").text(),
                rule.find("advice").map(TableFile::advice)));
    }

    private Condition condition(TableNode node) {
        node.knowing("code", "enhanced", "phase", "text", "and", "not");
        return new Condition(
                list(node, "code", CodePattern::new),
                list(node, "enhanced", EnhancedPattern::new),
                list(node, "phase", Phase::of).stream().collect(Collectors.toUnmodifiableSet()),
                Stream.of("text", "and")
                        .filter(key -> node.find(key).isPresent())
                        .map(key -> phrases(node, key))
                        .toList(),
                phrases(node, "not"));
    }

    private static <T> List<T> list(TableNode node, String key, Function<String, T> reading) {
        return node.find(key).stream()
                .flatMap(TableNode::items)
                .map(item -> item.as(reading))
                .toList();
    }

    private List<Phrase> phrases(TableNode node, String key) {
        return node.find(key)
                .map(text -> text.as(source -> Phrase.list(spelledOut(source))))
                .orElse(List.of());
    }

    /** Phrases with the words of a group in place of its name. */
    private String spelledOut(String phrases) {
        return GROUP.matcher(phrases).replaceAll(name -> {
            String group = words.get(name.group(1));
            if (group == null) {
                throw new IllegalArgumentException("there are no words <" + name.group(1) + ">");
            }
            return Matcher.quoteReplacement(group);
        });
    }

    private static Advice advice(TableNode node) {
        node.knowing("en", "de");
        return node.within(() -> new Advice(node.at("en").text(), node.at("de").text()));
    }
}
