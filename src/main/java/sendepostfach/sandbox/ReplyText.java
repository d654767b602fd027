package sendepostfach.sandbox;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply as it goes over the wire (RFC 5321, section 4.2): each line with its code, all but the last with a hyphen behind
 * it. Words in braces are filled in: {recipient}, {domain}, {sender}, {ip}, {host}, {id}.
 */
record ReplyText(List<String> lines) {
    private static final Pattern LINE = Pattern.compile("([245]\\d\\d)([ -])(.*)");
    private static final Pattern BLANK = Pattern.compile("\\{([^}]*)}");
    private static final Set<String> BLANKS = Set.of("recipient", "domain", "sender", "ip", "host", "id");

    ReplyText {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a reply needs a line, such as 450 4.2.1 Try again later");
        }
        String code = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = LINE.matcher(lines.get(i));
            boolean last = i == lines.size() - 1;
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a reply line: \"" + lines.get(i)
                        + "\"; write it like 450 4.2.1 Try again later, and 450-... for all lines but the last");
            }
            if (last == matcher.group(2).equals("-")) {
                throw new IllegalArgumentException("the line \"" + lines.get(i) + "\" of a reply needs a "
                        + (last
                                ? "blank behind its code, being the last"
                                : "hyphen behind its code, not being the last"));
            }
            if (i > 0 && !matcher.group(1).equals(code)) {
                throw new IllegalArgumentException("all lines of a reply need the same code: " + lines);
            }
            code = matcher.group(1);
            BLANK.matcher(matcher.group(3)).results().forEach(blank -> {
                if (!BLANKS.contains(blank.group(1))) {
                    throw new IllegalArgumentException("a reply cannot fill in " + blank.group() + "; it knows {"
                            + String.join("}, {", BLANKS.stream().sorted().toList()) + "}");
                }
            });
        }
    }

    /** Reads a reply whose lines are parted by line feeds. */
    static ReplyText parse(String text) {
        return new ReplyText(text.strip().lines().map(String::strip).toList());
    }

    int code() {
        return Integer.parseInt(lines.get(0).substring(0, 3));
    }

    /** Whether the server ends the connection after this reply. */
    boolean closes() {
        return code() == 421;
    }

    /** The reply with its blanks filled in, its lines parted by CR LF, without the last CR LF. */
    String fillFor(Attempt attempt, String host) {
        String wire = String.join("\r\n", lines);
        if (wire.indexOf('{') < 0) {
            return wire;
        }
        return BLANK.matcher(wire)
                .replaceAll(blank -> Matcher.quoteReplacement(
                        switch (blank.group(1)) {
                            case "recipient" -> attempt.recipient();
                            case "domain" -> attempt.domain();
                            case "sender" -> attempt.sender();
                            case "ip" -> attempt.ip();
                            case "host" -> host;
                            default -> attempt.id();
                        }));
    }
}
