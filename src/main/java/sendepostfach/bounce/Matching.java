package sendepostfach.bounce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import sendepostfach.campaign.EnhancedStatus;
import sendepostfach.token.MailId;
import sendepostfach.token.Purpose;
import sendepostfach.token.Tokens;

/**
 * Finds which of our mails a returned mail is about. Every trace is a claim of whoever wrote the returned mail, so only a
 * genuine token counts, in whatever trace it is: a forged report or a foreign one leads to no mail.
 */
final class Matching {
    private static final Pattern SUBJECT = Pattern.compile(
            "^Subject:(.{0,900}(?:\\r?\\n[ \\t].{0,900})?)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final int HEAD = 64 << 10;

    private final Tokens tokens;

    Matching(Tokens tokens) {
        this.tokens = tokens;
    }

    /** What the mail says of our mails; empty where it says nothing of them. */
    List<News> news(Returned returned, byte[] mail) {
        if (!returned.isReport()) {
            return unsubscribed(returned.trace(), mail).stream()
                    .map(id -> new News(id, News.What.UNSUBSCRIBED, Optional.empty(), false, "by mail"))
                    .toList();
        }
        Optional<MailId> about = mail(returned.trace(), mail);
        var news = new ArrayList<News>();
        about.ifPresent(id -> returned.findings().forEach(finding -> what(finding.type())
                .ifPresent(
                        what -> news.add(new News(id, what, finding.kind(), finding.permanent(), detail(finding))))));
        return news;
    }

    /** The envelope's traces first, for no server rewrites them; the text of the report last. */
    private Optional<MailId> mail(Trace trace, byte[] mail) {
        return Stream.of(
                        trace.deliveredTo().stream(),
                        trace.envelopeId().stream(),
                        trace.ownId().stream(),
                        trace.messageId().stream())
                .flatMap(found -> found)
                .map(text -> only(tokens.in(text, Purpose.RETURN)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> only(tokens.in(new String(mail, StandardCharsets.ISO_8859_1), Purpose.RETURN)));
    }

    private static Optional<MailId> only(Set<MailId> found) {
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    /** A mail to the address for it, or with the token in its subject. */
    private Optional<MailId> unsubscribed(Trace trace, byte[] mail) {
        Optional<MailId> byAddress = trace.deliveredTo().stream()
                .map(address -> only(tokens.in(address, Purpose.UNSUBSCRIBE)))
                .flatMap(Optional::stream)
                .findFirst();
        return byAddress.or(() -> only(tokens.in(subject(mail), Purpose.UNSUBSCRIBE)));
    }

    private static String subject(byte[] mail) {
        String start = new String(mail, 0, Math.min(mail.length, HEAD), StandardCharsets.ISO_8859_1);
        Matcher subject = SUBJECT.matcher(start.split("\\r?\\n\\r?\\n", 2)[0]);
        return subject.find() ? subject.group(1).replaceAll("\\r?\\n[ \\t]", " ") : "";
    }

    private static Optional<News.What> what(FindingType type) {
        return switch (type) {
            case FAILED -> Optional.of(News.What.FAILED);
            case DELAYED -> Optional.of(News.What.DELAYED);
            case DELIVERED -> Optional.of(News.What.DELIVERED);
            case RELAYED -> Optional.of(News.What.RELAYED);
            case EXPANDED -> Optional.of(News.What.EXPANDED);
            case COMPLAINT -> Optional.of(News.What.COMPLAINT);
            case AUTO_REPLY, NONE -> Optional.empty();
        };
    }

    /** The reply, or else the status, and whom it is about where the mail was passed on. */
    private static String detail(Finding finding) {
        String said = finding.reply().isBlank()
                ? finding.status()
                        .map(EnhancedStatus::toString)
                        .orElse(finding.type().name().toLowerCase(Locale.ROOT))
                : finding.reply();
        String onward = finding.finalRecipient()
                .filter(last ->
                        finding.recipient().filter(last::equalsIgnoreCase).isEmpty())
                .map(last -> " (passed on to " + last + ")")
                .orElse("");
        return said + onward;
    }
}
