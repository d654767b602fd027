package sendepostfach.suppression;

import java.time.Instant;
import java.util.Optional;

import sendepostfach.campaign.Address;

/**
 * An entry of the suppression list.
 *
 * @param target whom it means; empty where the person asked to be forgotten, and only a keyed hash is left
 * @param sender for whose mails it holds; empty: for everybody's
 * @param reason why
 * @param source where it comes from: a campaign, a file, an operator
 * @param at when it was added
 */
public record Suppression(
        Optional<Target> target, Optional<Address> sender, SuppressionReason reason, String source, Instant at) {

    /** An entry that names its target. */
    public static Suppression of(
            Target target, Optional<Address> sender, SuppressionReason reason, String source, Instant at) {
        return new Suppression(Optional.of(target), sender, reason, source, at);
    }

    /** Why, in a few words, without naming anybody. */
    public String why() {
        String domain = target.filter(Target::isDomain)
                .map(whole -> " (all of " + whole + ")")
                .orElse("");
        return "suppressed: " + reason + domain + (source.isEmpty() ? "" : ", " + source) + ", on "
                + at.toString().substring(0, 10);
    }
}
