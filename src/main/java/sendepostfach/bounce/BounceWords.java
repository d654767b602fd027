package sendepostfach.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import sendepostfach.campaign.ReplyKind;
import sendepostfach.reply.Phrase;
import sendepostfach.reply.TableNode;
import sendepostfach.reply.Wording;

/** The words of {@code bounces.yaml}. Unchangeable, so that all threads may share them. */
final class BounceWords {
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    private final TableNode root;
    private final List<Phrase> senders;
    private final Map<FindingType, List<Phrase>> subjects;
    private final Map<FindingType, List<Phrase>> texts;
    private final List<Phrase> finals;
    private final List<Phrase> copies;
    private final List<Phrase> notCopies;
    private final List<Phrase> contacts;
    private final List<String> labels;
    private final List<String> notLabels;
    private final Map<ReplyKind, List<Phrase>> kinds = new LinkedHashMap<>();

    private BounceWords(TableNode root) {
        this.root = root.knowing(
                "senders",
                "subjects",
                "texts",
                "final",
                "copies",
                "not-copies",
                "labels",
                "not-labels",
                "contacts",
                "kinds");
        senders = phrases(root.at("senders"));
        subjects = byType("subjects");
        texts = byType("texts");
        finals = phrases(root.at("final"));
        copies = phrases(root.at("copies"));
        notCopies = phrases(root.at("not-copies"));
        contacts = phrases(root.at("contacts"));
        labels = words("labels");
        notLabels = words("not-labels");
        root.at("kinds")
                .items()
                .forEach(rule ->
                        kinds.merge(rule.at("kind").as(ReplyKind::of), phrases(rule.at("text")), BounceWords::both));
    }

    /**
     * Reads the words from YAML.
     *
     * @throws sendepostfach.campaign.InputFault naming the file, the line and what is wrong there
     */
    static BounceWords read(String name, Reader in) {
        return new BounceWords(TableNode.read(name, in));
    }

    /** The words that ship with the program; read once. */
    static BounceWords standard() {
        return Standard.WORDS;
    }

    private Map<FindingType, List<Phrase>> byType(String key) {
        var map = new EnumMap<FindingType, List<Phrase>>(FindingType.class);
        for (TableNode.Entry entry : root.at(key).entries()) {
            FindingType type = entry.value()
                    .within(() ->
                            FindingType.valueOf(entry.key().replace('-', '_').toUpperCase(Locale.ROOT)));
            map.put(type, phrases(entry.value()));
        }
        return map;
    }

    private static List<Phrase> phrases(TableNode node) {
        return node.as(text -> Phrase.list(plain(text)));
    }

    private List<String> words(String key) {
        var words = new ArrayList<String>();
        for (String word : plain(root.at(key).text()).split(",")) {
            words.add(" " + word.strip() + " ");
        }
        return words;
    }

    private static List<Phrase> both(List<Phrase> some, List<Phrase> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** A phrase in the form of {@link Wording}, which knows no accents. */
    private static String plain(String text) {
        return ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .replace("\"", "");
    }

    /** Whether a From field is one of a mail system. */
    boolean isMailSystem(String from) {
        return has(senders, Wording.of(from));
    }

    boolean subjectSays(FindingType type, String subject) {
        return has(subjects.getOrDefault(type, List.of()), Wording.of(subject));
    }

    boolean textSays(FindingType type, String wording) {
        return has(texts.getOrDefault(type, List.of()), wording);
    }

    /** Whether a text leaves no doubt that nothing more is tried. */
    boolean isFinal(String wording) {
        return has(finals, wording);
    }

    /** Whether a line is the one after which the returned mail begins. */
    boolean beginsCopy(String line) {
        if (line.length() > 100) {
            return false;
        }
        String wording = Wording.of(line);
        return has(copies, wording) && !has(notCopies, wording);
    }

    /** Whether a line names somebody to turn to. */
    boolean isContact(String line) {
        return has(contacts, Wording.of(line));
    }

    /** Whether the words before an address name a recipient. */
    boolean isLabel(String lead) {
        return endsWith(labels, lead);
    }

    /** Whether the words before an address name somebody who is no recipient. */
    boolean isNoLabel(String lead) {
        return endsWith(notLabels, lead);
    }

    private static boolean endsWith(List<String> words, String lead) {
        String wording = Wording.of(lead);
        String before = wording.substring(0, wording.indexOf('|'));
        return words.stream().anyMatch(before::endsWith);
    }

    /** The kind that mail programs' own words tell. */
    Optional<ReplyKind> kind(String text) {
        String wording = Wording.of(text);
        return kinds.entrySet().stream()
                .filter(entry -> has(entry.getValue(), wording))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean has(List<Phrase> phrases, String wording) {
        for (Phrase phrase : phrases) {
            if (phrase.isIn(wording)) {
                return true;
            }
        }
        return false;
    }

    private static final class Standard {
        private static final String NAME = "bounces.yaml";
        private static final BounceWords WORDS = load();

        private static BounceWords load() {
            try (InputStream in = BounceWords.class.getClassLoader().getResourceAsStream(NAME)) {
                if (in == null) {
                    throw new IllegalStateException(NAME + " is missing from the program");
                }
                return read(NAME, new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }
}
