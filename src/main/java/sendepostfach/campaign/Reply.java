package sendepostfach.campaign;

import java.util.List;
import java.util.Optional;
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
    public Reply {
        if (code != 0 && (code < 200 || code > 599)) {
            throw new IllegalArgumentException("reply code must be 0 or from 200 to 599: " + code);
        }
        lines = List.copyOf(lines);
    }

    /**
     * Reads a reply as it came over the wire (lines parted by CR LF or LF, each with its code), or as a bounce re-tells it:
     * all lines in one, between words such as {@code host mx.example.com said:}, which are left out. Without any code it is 0.
     */
    public static Reply parse(Phase phase, String wire) {
        return ReplyReader.read(phase, wire);
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
