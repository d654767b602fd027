package sendepostfach.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds mail addresses in text, from the at sign outwards, in a time that grows with the text only. */
final class MailAddresses {
    private static final int LONGEST_LOCAL_PART = 128;
    private static final int LONGEST_DOMAIN = 255;
    private static final String LOCAL = "!#$%&'*+/=?^_`{|}~.-";
    /** What may stand before an address without belonging to it. */
    private static final Pattern PREFIX = Pattern.compile(
            "^(?:'|`|=|\\.|/|\\||(?:e?mail|to|rcpt|recipient|user|for|orcpt|address|smtp|for)=)+",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern TYPED =
            Pattern.compile("^\\s*(?:[A-Za-z][\\w.-]{0,30})\\s*;\\s*(.*)$", Pattern.DOTALL);
    private static final Pattern XTEXT = Pattern.compile("\\+(2B|3D)");
    private static final Pattern UTF8 = Pattern.compile("\\\\x\\{([0-9A-Fa-f]{2,6})}");

    /** An address and where it stands. */
    record Found(String address, int from, int to) {}

    private MailAddresses() {}

    static List<Found> in(String text) {
        var found = new ArrayList<Found>();
        int at = text.indexOf('@');
        int floor = 0;
        while (at >= 0 && found.size() < Bounds.RECIPIENTS) {
            int from = localStart(text, at, floor);
            int to = domainEnd(text, at + 1);
            if (from < at && to > at + 1) {
                String raw = text.substring(from, to);
                String clean = PREFIX.matcher(raw).replaceFirst("");
                if (clean.indexOf('@') > 0) {
                    found.add(new Found(clean, to - clean.length(), to));
                }
                floor = to;
            }
            at = text.indexOf('@', at + 1);
        }
        return found;
    }

    static Optional<String> firstIn(String text) {
        return in(Bounds.cut(text, Bounds.FIELD)).stream().map(Found::address).findFirst();
    }

    private static int localStart(String text, int at, int floor) {
        int least = Math.max(floor, at - LONGEST_LOCAL_PART);
        if (at > 0 && text.charAt(at - 1) == '"') {
            int open = text.lastIndexOf('"', at - 2);
            return open >= least && text.indexOf('\n', open) > at || open >= least && text.indexOf('\n', open) < 0
                    ? open
                    : at;
        }
        int from = at;
        while (from > least && isLocal(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    private static boolean isLocal(char letter) {
        return Character.isLetterOrDigit(letter) || LOCAL.indexOf(letter) >= 0 || Character.isSurrogate(letter);
    }

    private static int domainEnd(String text, int from) {
        int most = Math.min(text.length(), from + LONGEST_DOMAIN);
        if (from < most && text.charAt(from) == '[') {
            int close = text.indexOf(']', from);
            return close > 0 && close < most ? close + 1 : from;
        }
        int to = from;
        while (to < most && isDomain(text.charAt(to))) {
            to++;
        }
        while (to > from && !Character.isLetterOrDigit(text.charAt(to - 1))) {
            to--;
        }
        int dot = text.indexOf('.', from);
        boolean named = dot > from && dot < to;
        boolean enclosed = to < text.length() && text.charAt(to) == '>';
        return named || enclosed ? to : from;
    }

    private static boolean isDomain(char letter) {
        return Character.isLetterOrDigit(letter)
                || letter == '.'
                || letter == '-'
                || letter == '_'
                || Character.isSurrogate(letter)
                || Character.getType(letter) == Character.NON_SPACING_MARK
                || Character.getType(letter) == Character.COMBINING_SPACING_MARK;
    }

    /**
     * The address of a typed field such as {@code rfc822;x@example.com} (RFC 3464, 2.3.1 and 2.3.2) or
     * {@code utf-8;\x{FC}@example.com} (RFC 6533, 3); what is left of the field where it is no address of mail.
     */
    static Optional<String> typed(String field) {
        var matcher = TYPED.matcher(field);
        String value = (matcher.matches() ? matcher.group(1) : field).strip();
        if (value.contains("\\x{")) {
            value = UTF8.matcher(value).replaceAll(hex -> {
                int letter = Integer.parseInt(hex.group(1), 16);
                return Character.isValidCodePoint(letter)
                        ? Character.toString(letter).replace("\\", "\\\\")
                        : "?";
            });
        }
        if (value.indexOf('+') >= 0) {
            value = XTEXT.matcher(value).replaceAll(hex -> hex.group(1).equals("2B") ? "+" : "=");
        }
        return firstIn(value);
    }
}
