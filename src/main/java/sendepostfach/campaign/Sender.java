package sendepostfach.campaign;

/**
 * Who a mail is from.
 *
 * @param name the display name; empty where there is none
 * @param address the address
 */
public record Sender(String name, Address address) {
    @Override
    public String toString() {
        return name.isEmpty() ? address.toString() : name + " <" + address + ">";
    }
}
