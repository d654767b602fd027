package sendepostfach.suppression;

import java.util.Locale;

import sendepostfach.campaign.Address;

/**
 * Whom an entry of the suppression list means: one address, or all of a domain (its subdomains not).
 *
 * @param key the address as {@link Address#key()} normalises it, or {@code @domain}, normalised likewise
 */
public record Target(String key) {
    public Target {
        if (key.indexOf('@') < 0 || key.endsWith("@")) {
            throw new IllegalArgumentException("a target is local@domain or @domain: \"" + key + "\"");
        }
    }

    /** One address, however it is spelt. */
    public static Target of(Address address) {
        return new Target(address.key());
    }

    /** All addresses of a domain, which is given in A-labels. */
    public static Target ofDomain(String domain) {
        return domainOf(new Address("all", domain.toLowerCase(Locale.ROOT)));
    }

    /** The domain of an address as a target. */
    public static Target domainOf(Address address) {
        String key = address.key();
        return new Target(key.substring(key.lastIndexOf('@')));
    }

    /** Whether a whole domain is meant. */
    public boolean isDomain() {
        return key.startsWith("@");
    }

    /** As people write it: {@code local@domain} or {@code domain}. */
    @Override
    public String toString() {
        return isDomain() ? key.substring(1) : key;
    }
}
