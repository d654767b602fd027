package sendepostfach.campaign;

import java.util.regex.Pattern;

/**
 * Passwords in the addresses of databases and servers, as in {@code jdbc:mysql://host/name?user=u&password=p}: drivers repeat an
 * address that they do not understand.
 */
public final class UrlPasswords {
    /** A parameter's name with the sign before it is group 1. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)([?&;,({ ][a-z0-9_.-]*(?:password[0-9]?|passwd|pwd|secret|token)=)[^&;,)}\\s\"']+");

    private static final Pattern BEFORE_THE_HOST = Pattern.compile("(//[^/\\s:@\"']*:)[^\\s\"']+@");

    private UrlPasswords() {}

    /** A text that comes from elsewhere with three stars for each of them. */
    public static String takenOutOf(String text) {
        String left = PARAMETER.matcher(text).replaceAll("$1***");
        return BEFORE_THE_HOST.matcher(left).replaceAll("$1***@");
    }
}
