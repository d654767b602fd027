package sendepostfach.bounce;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sendepostfach.campaign.EnhancedStatus;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.reply.Explanation;
import sendepostfach.reply.ReplyTable;

/** Finds what a server said within what a report says of it, and what that means by the reply table. */
final class Replies {
    /** The type before a diagnostic (RFC 3464, 2.3.6). */
    private static final Pattern TYPE =
            Pattern.compile("^\\s*(?:smtp|[xX]-[\\w.-]{1,40}|[A-Za-z][\\w-]{0,20})\\s*;\\s*", Pattern.CASE_INSENSITIVE);

    private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
    /** A reply code where it is one: before an enhanced code, a word, an address. */
    private static final Pattern CODE = Pattern.compile(
            "(?:^|[\\s:;'\"<(#*])(?<reply>[45]\\d\\d(?:-(?=[\\w<#\\[(])|[ \\t]+|[ \\t]*\\n[ \\t]*)(?=#?[245]\\.\\d|[\\p{L}<#\"'(\\[*{_&=]))");
    /** Where a reply is over: a blank line, or the next line of a session. */
    private static final Pattern END =
            Pattern.compile("\\n[ \\t]*\\n|\\n[^\\n]{0,60}?(?:>>>|<<<|-->|<--|---)|\\n[ \\t]*[A-Z][\\w -]{2,20}: ");

    private static final Pattern REASON = Pattern.compile(
            "\\((?:reason|grund):\\s*(.{3,900}?)\\)\\s*(?:\\n|$)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TRANSCRIPT = Pattern.compile("^\\s*<<<\\s*((?:[45]\\d\\d).*)$", Pattern.MULTILINE);

    private Replies() {}

    /**
     * What a reply means.
     *
     * @param text the reply in one line
     * @param status the enhanced status code
     * @param kind what it means; empty where nothing tells
     * @param permanent whether it refuses the recipient for good
     */
    record Meaning(String text, Optional<EnhancedStatus> status, Optional<ReplyKind> kind, boolean permanent) {}

    static boolean hasCode(String text) {
        return CODE.matcher(text).find();
    }

    /** The status code in a field or a text, the first that says more than its class. */
    static Optional<EnhancedStatus> status(String text) {
        Matcher matcher = STATUS.matcher(text);
        Optional<EnhancedStatus> vague = Optional.empty();
        while (matcher.find()) {
            Optional<EnhancedStatus> found = EnhancedStatus.atStartOf(matcher.group(1));
            if (found.isPresent() && !isVague(found.get())) {
                return found;
            }
            vague = vague.or(() -> found);
        }
        return vague;
    }

    static boolean isOfTrouble(EnhancedStatus status) {
        return status.statusClass() != 2;
    }

    static boolean isVague(EnhancedStatus status) {
        return status.subject() == 0 && status.detail() == 0;
    }

    /** A diagnostic without the type in front, in one line. */
    static String diagnostic(String field) {
        return oneLine(TYPE.matcher(field).replaceFirst(""));
    }

    private static String oneLine(String text) {
        return Bounds.cut(text.replaceAll("\\s+", " ").strip(), Bounds.REPLY);
    }

    /** What a server said, within a text that may say more; empty where no reply is quoted. */
    static Optional<String> quoted(String text) {
        Matcher reason = REASON.matcher(text);
        if (reason.find() && hasCode(reason.group(1))) {
            return Optional.of(oneLine(reason.group(1)));
        }
        Matcher transcript = TRANSCRIPT.matcher(text);
        if (transcript.find()) {
            return Optional.of(oneLine(transcript.group(1)));
        }
        Matcher code = CODE.matcher(text);
        if (!code.find()) {
            return Optional.empty();
        }
        String rest = text.substring(code.start("reply"));
        Matcher end = END.matcher(rest);
        return Optional.of(oneLine(end.find() ? rest.substring(0, end.start()) : rest));
    }

    /**
     * What a reply means, with the status field beside it and the words around it where it says nothing itself.
     *
     * @param reply what the server said, or what the reporting program says in its place; may be empty
     * @param field the status in the report's own field
     * @param around what the report says besides
     */
    static Meaning meaning(String reply, Optional<EnhancedStatus> field, String around, BounceWords words) {
        Reply parsed = Reply.parse(Phase.RCPT, reply);
        Optional<EnhancedStatus> said =
                parsed.enhanced().or(() -> status(reply)).filter(Replies::isOfTrouble);
        Optional<EnhancedStatus> status =
                field.filter(found -> !isVague(found)).or(() -> said).or(() -> field);
        Optional<ReplyKind> own = parsed.code() == 0 ? words.kind(reply) : Optional.empty();
        if (own.isPresent()) {
            return new Meaning(oneLine(reply), status, own, isForGood(own.get()));
        }
        Explanation best = explain(wire(parsed, reply, status));
        if (best.byCodeAlone() && !around.isBlank()) {
            String wider = quoted(around).orElse(oneLine(around));
            Explanation other = explain(wire(Reply.parse(Phase.RCPT, wider), wider, status));
            best = other.byCodeAlone() ? best : other;
        }
        if (best.byCodeAlone() && parsed.code() == 0) {
            ReplyKind kind = words.kind(around).orElse(ReplyKind.TRANSIENT);
            return new Meaning(oneLine(reply), status, Optional.of(kind), isForGood(kind));
        }
        return new Meaning(
                oneLine(reply),
                status,
                Optional.of(best.verdict().kind()),
                best.verdict().isPermanent());
    }

    private static boolean isForGood(ReplyKind kind) {
        return kind == ReplyKind.UNKNOWN_USER || kind == ReplyKind.UNKNOWN_DOMAIN;
    }

    /** Whether words say anything about why. */
    static boolean tells(String text) {
        return !explain("5.0.0 " + oneLine(text)).byCodeAlone();
    }

    /** The reply as the table reads it: with the status where it has none of its own, and a class where it has no code. */
    private static String wire(Reply parsed, String reply, Optional<EnhancedStatus> status) {
        String specific = status.filter(found -> !isVague(found))
                .map(found -> found + " ")
                .orElse("");
        if (parsed.code() > 0) {
            return parsed.enhanced().isPresent() || specific.isEmpty()
                    ? reply
                    : parsed.code() + " " + specific + String.join(" ", parsed.lines());
        }
        if (parsed.enhanced().isPresent()) {
            return reply;
        }
        String vague = status.map(found -> found.statusClass() + ".0.0 ").orElse("5.0.0 ");
        return (specific.isEmpty() ? vague : specific) + reply;
    }

    private static Explanation explain(String wire) {
        return ReplyTable.standard().explain(Bounds.cut(wire, Bounds.REPLY * 2), Locale.ENGLISH);
    }
}
