package sendepostfach.bounce;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a returned mail shows of the mail that it is about, and who are neither its recipients. */
final class Traces {
    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,900})>");
    private static final Pattern ID_IN_TEXT =
            Pattern.compile("message-id\\s*:\\s*<([^<>\\s]{1,900})>", Pattern.CASE_INSENSITIVE);
    private static final Pattern XTEXT = Pattern.compile("\\+([0-9A-F]{2})");
    private static final List<String> RECEIVERS = List.of(
            "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-rcpt-to", "to", "apparently-to", "cc");
    private static final List<String> SENDERS = List.of("from", "sender", "reply-to", "return-path", "errors-to");

    private final Anatomy mail;
    private final Story story;
    private final List<StatusReport> statuses;
    private final Head returned;

    Traces(Anatomy mail, Story story, List<StatusReport> statuses) {
        this.mail = mail;
        this.story = story;
        this.statuses = statuses;
        this.returned = mail.returned().isEmpty()
                ? story.copied()
                : mail.returned().get(0).head();
    }

    Trace trace() {
        return new Trace(messageId(), envelopeId(), returned.first("x-sendepostfach-id"), List.copyOf(receivers()));
    }

    /** The header of the mail that is returned, as far as it is. */
    Head returned() {
        return returned;
    }

    private Optional<String> messageId() {
        return idIn(returned.first("message-id").orElse(""))
                .or(() -> ofMessage("original-message-id").flatMap(Traces::idIn))
                .or(() -> ofMessage("x-original-message-id").flatMap(Traces::idIn))
                .or(() -> first(ID_IN_TEXT.matcher(story.text())))
                .or(() -> idIn(mail.head().first("in-reply-to").orElse("")))
                .or(() -> idIn(mail.head().first("references").orElse("")))
                .map(id -> Bounds.cut(id, Bounds.LINE));
    }

    private static Optional<String> idIn(String field) {
        return first(ID.matcher(field));
    }

    private static Optional<String> first(Matcher matcher) {
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private Optional<String> envelopeId() {
        return ofMessage("original-envelope-id").filter(id -> !id.isBlank()).map(id -> XTEXT.matcher(id)
                .replaceAll(hex -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(hex.group(1), 16)))));
    }

    private Optional<String> ofMessage(String field) {
        return statuses.stream()
                .flatMap(status -> status.ofMessage(field).stream())
                .findFirst();
    }

    private Set<String> receivers() {
        return addresses(mail.head(), RECEIVERS);
    }

    /** The address that wrote this mail. */
    Optional<String> writer() {
        return MailAddresses.firstIn(mail.head().readable("from"));
    }

    /** In lower case, the addresses that are no recipients of the mail that came back: who reports, who is told, who sent it. */
    Set<String> strangers() {
        Set<String> strangers = lower(receivers());
        strangers.addAll(lower(addresses(mail.head(), SENDERS)));
        strangers.addAll(lower(addresses(returned, SENDERS)));
        return strangers;
    }

    /** The addresses that the returned mail names as its recipients. */
    Set<String> addressees() {
        return addresses(returned, List.of("to", "cc", "bcc", "x-envelope-to", "envelope-to", "apparently-to"));
    }

    /** The one address that the returned mail names, where it is one. */
    Optional<String> onlyAddressee() {
        Set<String> to = addresses(returned, List.of("to"));
        return to.size() == 1 ? to.stream().findFirst() : Optional.empty();
    }

    static Set<String> lower(Set<String> addresses) {
        Set<String> lower = new LinkedHashSet<>();
        addresses.forEach(address -> lower.add(address.toLowerCase(Locale.ROOT)));
        return lower;
    }

    private static Set<String> addresses(Head head, List<String> names) {
        Set<String> addresses = new LinkedHashSet<>();
        for (String name : names) {
            for (String field : head.all(name)) {
                MailAddresses.in(EncodedWords.decode(field)).forEach(found -> addresses.add(found.address()));
            }
        }
        return addresses;
    }
}
