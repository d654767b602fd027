package sendepostfach.jobfile;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import sendepostfach.campaign.Mailbox.Unsubscribe;

/** The fields that say how recipients end the mailings. */
final class UnsubscribeFields {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private UnsubscribeFields() {}

    static Unsubscribe read(Section section) {
        section.only(Set.of("url", "mailto"));
        if (!section.has("url") && !section.has("mailto")) {
            throw section.fault("url", "is missing, name the page as the world reaches it, or a mailto:");
        }
        Optional<String> url = section.value("url").map(value -> value.as(UnsubscribeFields::page));
        return new Unsubscribe(url, section.value("mailto").map(value -> value.as(MailboxFields::envelopeSender)));
    }

    /** Without a slash at the end. Providers follow https only (RFC 8058, 3.1). */
    private static String page(String text) {
        try {
            var uri = new URI(text);
            String host = uri.getHost() == null ? "" : uri.getHost();
            boolean safe = "https".equalsIgnoreCase(uri.getScheme())
                    || "http".equalsIgnoreCase(uri.getScheme())
                            && LOOPBACK.matcher(host).matches();
            if (!safe || host.isEmpty()) {
                throw new IllegalArgumentException("\"" + text + "\" must begin with https:// and a host");
            }
            if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" must end with a path, each mail's token comes behind it");
            }
            return uri.toASCIIString().replaceFirst("/+$", "");
        } catch (URISyntaxException wrong) {
            throw new IllegalArgumentException("\"" + text + "\" is not an address of a page", wrong);
        }
    }
}
