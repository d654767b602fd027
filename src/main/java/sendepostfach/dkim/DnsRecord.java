package sendepostfach.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The TXT record with a public key (RFC 6376, 3.6.1).
 *
 * @param name its full name, without a dot at the end
 * @param value its value in one piece
 */
public record DnsRecord(String name, String value) {
    /** The most that one string of a TXT record can hold (RFC 1035, 3.3). */
    private static final int LONGEST_STRING = 255;

    /** The value in strings that a record can hold; they are read as if there were nothing between them. */
    public List<String> strings() {
        var strings = new ArrayList<String>();
        for (int from = 0; from < value.length(); from += LONGEST_STRING) {
            strings.add(value.substring(from, Math.min(value.length(), from + LONGEST_STRING)));
        }
        return List.copyOf(strings);
    }

    /** The record as a zone file has it. */
    public String zoneLine() {
        return strings().stream()
                .map(string -> "\"" + string + "\"")
                .collect(Collectors.joining("\n    ", name + ". IN TXT ( ", " )"));
    }
}
