package sendepostfach.campaign;

/**
 * What a throttle belongs to: a provider with many domains, or a single domain.
 *
 * @param name the provider's key in the provider table, or the domain
 */
public record Site(String name) {
    public Site {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a site needs a name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
