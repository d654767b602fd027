package sendepostfach.intake;

import sendepostfach.campaign.Address;

/** What a cell of the e-mail column holds. */
public sealed interface AddressResult {
    /**
     * A usable address.
     *
     * @param address the address, its domain in lower case and as A-labels
     * @param displayName the name that stood with it; empty where there was none
     */
    record Valid(Address address, String displayName) implements AddressResult {}

    /** Nothing, or nothing that can be seen. */
    record Absent() implements AddressResult {}

    /**
     * Something that is no usable address.
     *
     * @param detail why, for a person: {@code no @}
     */
    record Malformed(String detail) implements AddressResult {}
}
