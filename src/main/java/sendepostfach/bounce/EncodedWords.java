package sendepostfach.bounce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes the encoded words of a header field (RFC 2047); what cannot be decoded stays as it is. */
final class EncodedWords {
    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]{1,40})\\?([BbQq])\\?([^?]{0,2000})\\?=");
    private static final Pattern BETWEEN = Pattern.compile("\\?=\\s{1,100}=\\?");

    private EncodedWords() {}

    static String decode(String field) {
        String eight = Charsets.decode(field, "");
        if (!eight.contains("=?")) {
            return eight;
        }
        Matcher words = WORD.matcher(BETWEEN.matcher(eight).replaceAll("?==?"));
        var out = new StringBuilder();
        while (words.find()) {
            String content = words.group(3);
            String bytes = words.group(2).equalsIgnoreCase("b")
                    ? TransferEncoding.base64(content)
                    : TransferEncoding.quotedPrintable(content.replace('_', ' '));
            String language = words.group(1);
            int star = language.indexOf('*');
            String text = Charsets.decode(bytes, star > 0 ? language.substring(0, star) : language);
            words.appendReplacement(out, Matcher.quoteReplacement(text));
        }
        return words.appendTail(out).toString();
    }
}
