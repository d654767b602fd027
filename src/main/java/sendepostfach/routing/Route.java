package sendepostfach.routing;

import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Site;

/** Where the mail of a domain's recipients goes, or why it goes nowhere. */
public sealed interface Route {

    /** Which rule has named the site. */
    enum How {
        /** The configuration names the domain. */
        OVERRIDE,
        /** The provider table names the domain. */
        KNOWN_DOMAIN,
        /** The provider table knows the domain's MX host. */
        MX,
        /** The domain stands for itself. */
        DOMAIN_ITSELF
    }

    /** The mail goes there. */
    record ToSite(Site site, How how) implements Route {}

    /**
     * The domain takes no mail, for good.
     *
     * @param reason one sentence for the account
     */
    record Refused(String reason) implements Route {
        /** What kind of reply a server would have given. */
        public ReplyKind kind() {
            return ReplyKind.UNKNOWN_DOMAIN;
        }
    }

    /**
     * DNS has given no answer: to be asked again later.
     *
     * @param reason one sentence for the account
     */
    record Unanswered(String reason) implements Route {}
}
