package sendepostfach.batch;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;
import sendepostfach.intake.AddressCheck;
import sendepostfach.intake.AddressResult;
import sendepostfach.suppression.Target;

/** Addresses and domains as people write them, checked and normalised as those of distribution lists are. */
public final class SuppressionText {
    private SuppressionText() {}

    /**
     * {@code local@domain}, {@code domain} or {@code @domain}.
     *
     * @throws InputFault where it is neither an address nor a domain
     */
    public static Target target(String text) {
        String stripped = text.strip();
        if (stripped.indexOf('@') > 0) {
            return Target.of(address(stripped));
        }
        String domain = stripped.startsWith("@") ? stripped.substring(1) : stripped;
        if (AddressCheck.of("all@" + domain) instanceof AddressResult.Valid valid) {
            return Target.domainOf(valid.address());
        }
        throw new InputFault(Text.of(
                "\"%s\" is neither an address nor a domain",
                "\"%s\" ist weder eine Adresse noch eine Domain", stripped));
    }

    /**
     * An address.
     *
     * @throws InputFault saying what is wrong
     */
    public static Address address(String text) {
        AddressResult result = AddressCheck.of(text);
        if (result instanceof AddressResult.Valid valid) {
            return valid.address();
        }
        String why = result instanceof AddressResult.Malformed malformed ? malformed.detail() : "it is empty";
        throw new InputFault(
                Text.of("\"%s\" is not an address: %s", "\"%s\" ist keine Adresse (%s)", text.strip(), why));
    }
}
