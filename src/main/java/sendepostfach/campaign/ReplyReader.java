package sendepostfach.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a reply from text: as it came over the wire, or as a bounce re-tells it, where all lines stand in one
 * ({@code 550-5.7.1 foo 550 5.7.1 bar}) between the words of whoever re-tells it ({@code host mx.example.com said:},
 * {@code (in reply to RCPT TO command)}), which are no part of the reply.
 */
final class ReplyReader {
    /** A code where a reply's line may begin. */
    private static final Pattern LINE = Pattern.compile("^([2-5]\\d\\d)(?:([ -])\\s*(.*))?$");

    /** A code behind somebody's words: after a colon, semicolon, quote or bracket, or before an enhanced code of its class. */
    private static final Pattern QUOTED = Pattern.compile(
            "(?:[:;'\"<(]\\s*|_said:_)(?<a>[2-5]\\d\\d)(?=[ -][\\w\\s<#\"'(\\[])|(?<=\\s)(?<b>[45])(\\d\\d)(?=[ -]\\k<b>\\.\\d{1,3}\\.\\d{1,3})");

    /** An enhanced code inside a line, as qmail and others put it: {@code (#5.1.1)}. */
    private static final Pattern INSIDE =
            Pattern.compile("(?:^|[\\s(\\[#:;])#?([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])(?=[\\s)\\]:;,]|$)");

    /** What Postfix puts behind a reply that it re-tells. */
    private static final Pattern TOLD_BY =
            Pattern.compile("\\s*\\(in reply\\s+to\\s+[\\w\\s]+command\\)\\W*$", Pattern.CASE_INSENSITIVE);

    private int code;
    private Optional<EnhancedStatus> enhanced = Optional.empty();
    private final List<String> texts = new ArrayList<>();

    private ReplyReader() {}

    static Reply read(Phase phase, String wire) {
        var reader = new ReplyReader();
        for (String line : TOLD_BY.matcher(wire.strip()).replaceFirst("").split("\\R")) {
            reader.line(line.strip());
        }
        return new Reply(phase, reader.code, reader.enhancedOrInside(), reader.texts);
    }

    private void line(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches() && (code == 0 || Integer.parseInt(matcher.group(1)) == code)) {
            code = Integer.parseInt(matcher.group(1));
            String text = matcher.group(3) == null ? "" : matcher.group(3);
            unwrap(text, "-".equals(matcher.group(2)));
            return;
        }
        Matcher quoted = QUOTED.matcher(line);
        if (code == 0 && quoted.find()) {
            int start = quoted.group("a") != null ? quoted.start("a") : quoted.start("b");
            line(line.substring(start));
            return;
        }
        text(line);
    }

    /**
     * Parts a line that holds several lines of the reply, each with the code in front. Only a line that goes on ("550-") can
     * have others behind it; a joined one ("550 5.7.1 foo 550 5.7.1 bar") repeats the enhanced code too.
     */
    private void unwrap(String text, boolean continued) {
        if (!text.contains(" " + code)) {
            text(text);
            return;
        }
        String next = "\\s+" + code + (continued ? "(?:-\\s*|\\s+)" : "\\s+(?=" + codeClass() + "\\.\\d)");
        for (String part : text.split(next, -1)) {
            text(part);
        }
    }

    private int codeClass() {
        return code / 100;
    }

    private void text(String text) {
        Optional<EnhancedStatus> found = EnhancedStatus.atStartOf(text);
        if (found.isPresent()) {
            enhanced = enhanced.or(() -> found);
            texts.add(text.strip().substring(found.get().toString().length()).strip());
        } else {
            texts.add(text.strip());
        }
    }

    private Optional<EnhancedStatus> enhancedOrInside() {
        if (enhanced.isPresent() || code == 0) {
            return enhanced;
        }
        return INSIDE.matcher(String.join(" ", texts))
                .results()
                .map(found -> EnhancedStatus.atStartOf(found.group(1)))
                .flatMap(Optional::stream)
                .filter(status -> status.statusClass() == codeClass())
                .findFirst();
    }
}
