package sendepostfach.campaign;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the server said, with the phase in which it said it (RFC 5321, section 4.2).
 *
 * @param phase the part of the session
 * @param code the three-digit reply code, or 0 where the connection broke without a reply
 * @param enhanced the enhanced status code, where the reply has one
 * @param lines the texts of all lines, without code and enhanced code
 */
public record Reply(Phase phase, int code, Optional<EnhancedStatus> enhanced, List<String> lines) {
    private static final Pattern LINE = Pattern.compile("^(\\d{3})(?:[ -](.*))?$");

    public Reply {
        if (code != 0 && (code < 200 || code > 599)) {
            throw new IllegalArgumentException("reply code must be 0 or from 200 to 599: " + code);
        }
        lines = List.copyOf(lines);
    }

    /** Reads a reply as it came over the wire: lines parted by CR LF or LF, each with its code. */
    public static Reply parse(Phase phase, String wire) {
        int code = 0;
        Optional<EnhancedStatus> enhanced = Optional.empty();
        var texts = new java.util.ArrayList<String>();
        for (String line : wire.strip().split("\r?\n")) {
            Matcher matcher = LINE.matcher(line.strip());
            String text = line.strip();
            if (matcher.matches() && (code == 0 || Integer.parseInt(matcher.group(1)) == code)) {
                int read = Integer.parseInt(matcher.group(1));
                code = read >= 200 && read <= 599 ? read : code;
                text = matcher.group(2) == null ? "" : matcher.group(2);
            }
            Optional<EnhancedStatus> found = EnhancedStatus.atStartOf(text);
            if (found.isPresent()) {
                enhanced = enhanced.or(() -> found);
                text = text.strip().substring(found.get().toString().length()).strip();
            }
            texts.add(text);
        }
        return new Reply(phase, code, enhanced, texts);
    }

    /** A connection that broke, timed out or never came about: no code, only what the system said. */
    public static Reply none(Phase phase, String trouble) {
        return new Reply(
                phase,
                0,
                Optional.empty(),
                List.of(trouble.replaceAll("\\s+", " ").strip()));
    }

    /** Whether the server said yes (2xx, or 3xx where it asks to go on). */
    public boolean isPositive() {
        return code >= 200 && code < 400;
    }

    /** All lines in one, parted by blanks. */
    public String text() {
        return String.join(" ", lines);
    }

    /** The reply in one line with its codes, as logs and the account show it. */
    public String oneLine() {
        String codes =
                code == 0 ? "" : code + enhanced.map(status -> " " + status).orElse("") + " ";
        return (codes + lines.stream().filter(line -> !line.isBlank()).collect(Collectors.joining(" "))).strip();
    }
}
