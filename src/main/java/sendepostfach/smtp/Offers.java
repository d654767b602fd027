package sendepostfach.smtp;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What a server offered in EHLO, as far as mail transactions use it.
 *
 * @param pipelining several commands in one write (RFC 2920)
 * @param dsn reports can be asked for (RFC 3461)
 * @param smtpUtf8 addresses and headers may be UTF-8 (RFC 6531)
 * @param size whether MAIL may say the mail's size (RFC 1870)
 * @param largest the largest mail that it takes, in bytes; empty where it does not say
 * @param mailMax how many mails one connection may carry (LIMITS MAILMAX, RFC 9422); empty where it does not say
 */
record Offers(
        boolean pipelining, boolean dsn, boolean smtpUtf8, boolean size, OptionalLong largest, OptionalLong mailMax) {

    /** Nothing but what RFC 821 had. */
    static final Offers NONE = new Offers(false, false, false, false, OptionalLong.empty(), OptionalLong.empty());

    /**
     * Reads the offers.
     *
     * @param keywords the parameter of an EHLO keyword; null where the server did not say it, empty where it has none
     */
    static Offers of(Function<String, @Nullable String> keywords) {
        return new Offers(
                keywords.apply("PIPELINING") != null,
                keywords.apply("DSN") != null,
                keywords.apply("SMTPUTF8") != null,
                keywords.apply("SIZE") != null,
                number(keywords.apply("SIZE")),
                limit(keywords.apply("LIMITS"), "MAILMAX="));
    }

    private static OptionalLong limit(@Nullable String limits, String name) {
        if (limits != null) {
            for (String word : limits.split("\\s+")) {
                if (word.toUpperCase(Locale.ROOT).startsWith(name)) {
                    return number(word.substring(name.length()));
                }
            }
        }
        return OptionalLong.empty();
    }

    /** A number above zero; zero stands for no limit. */
    private static OptionalLong number(@Nullable String text) {
        String digits = text == null ? "" : text.strip();
        if (!digits.matches("\\d{1,18}") || Long.parseLong(digits) == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(digits));
    }
}
