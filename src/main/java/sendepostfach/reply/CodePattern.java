package sendepostfach.reply;

import java.util.regex.Pattern;

import sendepostfach.campaign.Reply;

/**
 * A reply code, or a class of them: {@code 550}, {@code 5xx}, or {@code none} where the connection broke without a reply.
 * A reply re-told with nothing but its enhanced code belongs to that code's class.
 */
record CodePattern(String text) {
    private static final Pattern FORM = Pattern.compile("none|[2-5]xx|[2-5]\\d\\d");

    CodePattern {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("code must be like 550, 5xx or none: " + text);
        }
    }

    boolean matches(Reply reply) {
        int codeClass = reply.code() > 0
                ? reply.code() / 100
                : reply.enhanced().map(status -> status.statusClass()).orElse(0);
        if (text.equals("none")) {
            return codeClass == 0;
        }
        return text.endsWith("xx") ? text.charAt(0) - '0' == codeClass : text.equals(Integer.toString(reply.code()));
    }
}
