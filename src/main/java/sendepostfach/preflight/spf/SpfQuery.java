package sendepostfach.preflight.spf;

import java.net.IDN;
import java.util.Locale;

import sendepostfach.preflight.Ip;

/**
 * A question to SPF: may this host use this sender?
 *
 * @param ip the host's address; an IPv4-mapped IPv6 address stands for the IPv4 address (RFC 7208, section 5)
 * @param localPart the sender's local part; {@code postmaster} where there is none
 * @param domain the sender's domain, as A-labels where it has others
 * @param helo the name that the host gives
 */
public record SpfQuery(Ip ip, String localPart, String domain, String helo) {
    public SpfQuery {
        ip = ip.unmapped();
    }

    /**
     * The question about an envelope sender. Without one (a bounce) it is postmaster at the HELO name, and a sender without a
     * local part is that domain's postmaster (RFC 7208, sections 2.4 and 4.3).
     */
    public static SpfQuery of(Ip ip, String sender, String helo) {
        String identity = sender.isEmpty() ? "@" + helo : sender;
        int at = identity.lastIndexOf('@');
        String localPart = at < 1 ? "postmaster" : identity.substring(0, at);
        String domain = ascii(identity.substring(at + 1));
        return new SpfQuery(ip, localPart, domain, helo.isEmpty() ? domain : helo);
    }

    private static String ascii(String domain) {
        if (domain.chars().allMatch(c -> c < 0x80)) {
            return domain;
        }
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notOne) {
            return domain;
        }
    }

    String sender() {
        return localPart + "@" + domain;
    }
}
