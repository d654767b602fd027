package sendepostfach.routing;

import sendepostfach.campaign.Site;

/** How surely a domain belongs to a provider. */
record DomainClaim(Site site, Strength strength) {
    enum Strength {
        /** The configuration says so. */
        OVERRIDE,
        /** The provider lists it as its own. */
        LISTED,
        /** The provider lists it, and the MX knows better. */
        MX_DECIDES
    }

    DomainClaim byOverride() {
        return new DomainClaim(site, Strength.OVERRIDE);
    }
}
