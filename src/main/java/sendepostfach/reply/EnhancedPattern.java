package sendepostfach.reply;

import java.util.regex.Pattern;

import sendepostfach.campaign.EnhancedStatus;
import sendepostfach.campaign.Reply;

/** An enhanced status code in which parts may be open: {@code 5.1.1}, {@code 5.7.*}, {@code x.2.2} for any class. */
record EnhancedPattern(String text) {
    private static final Pattern FORM = Pattern.compile("[245x]\\.(\\d{1,3}|\\*)\\.(\\d{1,3}|\\*)");

    EnhancedPattern {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("enhanced code must be like 5.1.1, 5.7.* or x.2.2: " + text);
        }
    }

    boolean matches(Reply reply) {
        return reply.enhanced().map(this::matches).orElse(false);
    }

    private boolean matches(EnhancedStatus status) {
        String[] parts = text.split("\\.");
        return fits(parts[0], status.statusClass())
                && fits(parts[1], status.subject())
                && fits(parts[2], status.detail());
    }

    private static boolean fits(String part, int number) {
        return part.equals("x") || part.equals("*") || part.equals(Integer.toString(number));
    }
}
