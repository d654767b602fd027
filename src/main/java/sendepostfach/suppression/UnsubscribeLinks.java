package sendepostfach.suppression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import sendepostfach.campaign.Mailbox.Unsubscribe;

/**
 * What one mail says about how to end the mailings.
 *
 * @param url the page for its recipient, for templates
 * @param headers List-Unsubscribe (RFC 2369), and List-Unsubscribe-Post where one click is enough (RFC 8058)
 */
public record UnsubscribeLinks(Optional<String> url, Map<String, String> headers) {
    /** Stands for the token in mails that went to no recipient of a campaign: previews and test mails. */
    public static final String SAMPLE = "sample";

    private static final String PLACE = "{token}";

    /** The links of the mail with a token. */
    public static UnsubscribeLinks of(Unsubscribe where, String token) {
        Optional<String> url = where.url().map(page -> page + "/" + token);
        var ways = new ArrayList<String>();
        url.ifPresent(page -> ways.add("<" + page + ">"));
        where.mailto().ifPresent(address -> ways.add("<mailto:" + mail(address, token) + ">"));
        var headers = new LinkedHashMap<String, String>();
        headers.put("List-Unsubscribe", String.join(", ", ways));
        if (url.isPresent()) {
            headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return new UnsubscribeLinks(url, headers);
    }

    /** The mail's address as a URI (RFC 6068); the token is in it or in the subject. */
    private static String mail(String address, String token) {
        boolean inside = address.contains(PLACE);
        String to = address.replace(PLACE, token)
                .replace("%", "%25")
                .replace("?", "%3F")
                .replace("&", "%26");
        return to + "?subject=unsubscribe" + (inside ? "" : "%20" + token);
    }
}
