package sendepostfach.cli;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.InputFault;
import sendepostfach.intake.AddressCheck;
import sendepostfach.intake.AddressResult;
import sendepostfach.suppression.Target;

/** Addresses and domains as people write them, checked and normalised as those of distribution lists are. */
final class SuppressionText {
    private SuppressionText() {}

    /**
     * {@code local@domain}, {@code domain} or {@code @domain}.
     *
     * @throws InputFault where it is neither an address nor a domain
     */
    static Target target(String text) {
        String stripped = text.strip();
        if (stripped.indexOf('@') > 0) {
            return Target.of(address(stripped));
        }
        String domain = stripped.startsWith("@") ? stripped.substring(1) : stripped;
        if (AddressCheck.of("all@" + domain) instanceof AddressResult.Valid valid) {
            return Target.domainOf(valid.address());
        }
        throw new InputFault("\"" + stripped + "\" is neither an address nor a domain");
    }

    /**
     * An address.
     *
     * @throws InputFault saying what is wrong
     */
    static Address address(String text) {
        AddressResult result = AddressCheck.of(text);
        if (result instanceof AddressResult.Valid valid) {
            return valid.address();
        }
        String why = result instanceof AddressResult.Malformed malformed ? malformed.detail() : "it is empty";
        throw new InputFault("\"" + text.strip() + "\" is not an address: " + why);
    }
}
