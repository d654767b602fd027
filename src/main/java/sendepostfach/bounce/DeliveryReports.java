package sendepostfach.bounce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sendepostfach.campaign.EnhancedStatus;

/** Makes findings of a report: from its machine-readable part, or else from what it tells people. */
final class DeliveryReports {
    private final Anatomy mail;
    private final Story story;
    private final Signals signals;
    private final Traces traces;
    private final BounceWords words;
    private final PlainReport plain;
    /** What the text tells of the recipients whom the machine-readable parts name; of one up to where the next begins. */
    private final Map<String, String> toldOf = new HashMap<>();

    DeliveryReports(Anatomy mail, Story story, Signals signals, Traces traces, BounceWords words) {
        this.mail = mail;
        this.story = story;
        this.signals = signals;
        this.traces = traces;
        this.words = words;
        this.plain = new PlainReport(story, traces.strangers(), words);
    }

    /** What the machine-readable parts say; empty where they name nobody. */
    List<Finding> byStandard(List<StatusReport> statuses) {
        Set<String> named = new LinkedHashSet<>();
        statuses.stream()
                .flatMap(status -> status.recipients().stream())
                .limit(Bounds.RECIPIENTS)
                .flatMap(group ->
                        address(group, "original-recipient").or(() -> address(group, "final-recipient")).stream())
                .forEach(address -> named.add(address.toLowerCase(Locale.ROOT)));
        if (named.size() > 1) {
            plain.mentions(named)
                    .forEach(mention -> toldOf.put(mention.address().toLowerCase(Locale.ROOT), mention.reply()));
        }
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (StatusReport status : statuses) {
            for (Map<String, String> group : status.recipients()) {
                Finding finding = finding(group);
                String key = finding.recipient().orElse("").toLowerCase(Locale.ROOT);
                Finding known = findings.get(key);
                if (known == null || known.reply().isBlank() && !finding.reply().isBlank()) {
                    findings.put(key, finding);
                }
            }
        }
        if (findings.size() > 1) {
            findings.remove("");
        }
        return List.copyOf(findings.values());
    }

    private Finding finding(Map<String, String> group) {
        Optional<String> target = address(group, "final-recipient").or(() -> address(group, "x-actual-recipient"));
        Optional<String> recipient = address(group, "original-recipient")
                .or(() -> target.filter(address -> !isOurs(address)))
                .or(() -> localName(group))
                .or(traces::onlyAddressee)
                .or(this::mentioned)
                .or(() -> target);
        String told = recipient.map(this::told).orElse("");
        String reply = Replies.diagnostic(group.getOrDefault("diagnostic-code", ""));
        Optional<EnhancedStatus> status = Replies.status(group.getOrDefault("status", ""));
        if (reply.isBlank()) {
            reply = Replies.quoted(told).orElseGet(() -> recipient
                    .filter(this::isMentioned)
                    .map(address -> tellingParagraph(told))
                    .orElse(""));
        }
        FindingType type = type(group.getOrDefault("action", ""), status);
        return finding(type, recipient, target, status, reply, told);
    }

    private static Optional<String> address(Map<String, String> group, String field) {
        return Optional.ofNullable(group.get(field)).flatMap(MailAddresses::typed);
    }

    /** Whether an address can hardly be a recipient: some reports name whom they are sent to. */
    private boolean isOurs(String address) {
        return traces.strangers().contains(address.toLowerCase(Locale.ROOT))
                && traces.onlyAddressee()
                        .filter(only -> !only.equalsIgnoreCase(address))
                        .isPresent();
    }

    /** The addressee whose local part is all that the report tells of the recipient. */
    private Optional<String> localName(Map<String, String> group) {
        String field = group.getOrDefault("final-recipient", "");
        String name = field.substring(field.indexOf(';') + 1)
                .replaceAll("[<>\\s]", "")
                .toLowerCase(Locale.ROOT);
        return name.isEmpty()
                ? Optional.empty()
                : traces.addressees().stream()
                        .filter(address -> address.toLowerCase(Locale.ROOT).startsWith(name + "@"))
                        .findFirst();
    }

    private Optional<String> mentioned() {
        return plain.mentions(Traces.lower(traces.addressees())).stream()
                .map(PlainReport.Mention::address)
                .findFirst();
    }

    private boolean isMentioned(String recipient) {
        return plain.mentions(Set.of(recipient.toLowerCase(Locale.ROOT))).stream()
                .anyMatch(mention -> mention.address().equalsIgnoreCase(recipient));
    }

    private String told(String recipient) {
        String known = toldOf.get(recipient.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        return plain.mentions(Set.of(recipient.toLowerCase(Locale.ROOT))).stream()
                .filter(mention -> mention.address().equalsIgnoreCase(recipient))
                .map(PlainReport.Mention::reply)
                .findFirst()
                .orElse(story.text());
    }

    private FindingType type(String action, Optional<EnhancedStatus> status) {
        String word = action.strip().toLowerCase(Locale.ROOT);
        if (word.startsWith("fail") || word.startsWith("expired") || word.startsWith("error")) {
            return FindingType.FAILED;
        }
        if (word.startsWith("delay") || word.startsWith("deferred") || word.startsWith("transient")) {
            return FindingType.DELAYED;
        }
        if (word.startsWith("deliver")) {
            return FindingType.DELIVERED;
        }
        if (word.startsWith("relay")) {
            return FindingType.RELAYED;
        }
        if (word.startsWith("expand")) {
            return FindingType.EXPANDED;
        }
        int statusClass = status.map(EnhancedStatus::statusClass).orElse(0);
        return statusClass == 2 ? FindingType.DELIVERED : statusClass == 5 ? FindingType.FAILED : signals.type();
    }

    /** What the report tells people; at least one finding. */
    List<Finding> byWords() {
        Set<String> named = new LinkedHashSet<>();
        mail.head().all("x-failed-recipients").forEach(field -> MailAddresses.in(field)
                .forEach(found -> named.add(found.address())));
        Set<String> addressees = Traces.lower(traces.addressees());
        addressees.addAll(Traces.lower(named));
        List<PlainReport.Mention> mentions = new ArrayList<>(plain.mentions(addressees));
        if (mentions.size() < named.size()) {
            named.stream()
                    .filter(address -> mentions.stream()
                            .noneMatch(mention -> mention.address().equalsIgnoreCase(address)))
                    .forEach(address -> mentions.add(new PlainReport.Mention(address, "")));
        }
        if (mentions.isEmpty()) {
            return List.of(byWords(traces.onlyAddressee(), story.text()));
        }
        return mentions.stream()
                .map(mention -> byWords(
                        Optional.of(mention.address()),
                        mentions.size() == 1 ? mention.reply() + "\n\n" + story.text() : mention.reply()))
                .toList();
    }

    private Finding byWords(Optional<String> recipient, String told) {
        String first = tellingParagraph(told);
        String reply = Replies.quoted(told)
                .filter(quoted -> Replies.tells(quoted) || !Replies.tells(first) || Replies.hasCode(first))
                .orElse(first);
        return finding(signals.type(), recipient, recipient, Optional.empty(), reply, told);
    }

    /** The first paragraph that says why, or else the first. */
    private String tellingParagraph(String told) {
        String[] paragraphs = told.strip().split("\n\\s*\n", 12);
        for (String paragraph : paragraphs) {
            String line = oneLine(paragraph);
            if (words.kind(line).isPresent() || Replies.tells(line)) {
                return line;
            }
        }
        return oneLine(paragraphs[0]);
    }

    private static String oneLine(String text) {
        return Bounds.cut(text.strip().replaceAll("\\s+", " "), Bounds.REPLY);
    }

    private Finding finding(
            FindingType type,
            Optional<String> recipient,
            Optional<String> target,
            Optional<EnhancedStatus> status,
            String reply,
            String around) {
        boolean bad = type == FindingType.FAILED || type == FindingType.DELAYED;
        if (!bad) {
            return new Finding(type, recipient, target, status, reply, Optional.empty(), false);
        }
        Replies.Meaning meaning = Replies.meaning(reply, status, around, words);
        boolean permanent = type == FindingType.FAILED && meaning.permanent();
        return new Finding(type, recipient, target, meaning.status(), meaning.text(), meaning.kind(), permanent);
    }
}
