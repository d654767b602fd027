package sendepostfach.campaign;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An enhanced mail system status code such as 4.7.1 (RFC 3463). */
public record EnhancedStatus(int statusClass, int subject, int detail) {
    private static final Pattern START = Pattern.compile("^\\s*([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.])");

    /** The code at the start of a reply line's text, or empty where there is none. */
    public static Optional<EnhancedStatus> atStartOf(String text) {
        Matcher matcher = START.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(new EnhancedStatus(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))));
    }

    @Override
    public String toString() {
        return statusClass + "." + subject + "." + detail;
    }
}
