package sendepostfach.preflight;

import java.net.IDN;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mailbox;

/**
 * What is about to be sent: all that the checks look at.
 *
 * @param from the address in From
 * @param replyTo where answers go, if not to the sender
 * @param envelopeSender MAIL FROM; {@code {token}} in it stands for each mail's own token
 * @param mailbox the mailbox that it leaves through
 * @param dkim the keys that the program signs with; none where it does not sign
 * @param mail the finished mail of one recipient, if there is a mail yet
 * @param audience who it is for
 */
public record Sending(
        Address from,
        Optional<Address> replyTo,
        String envelopeSender,
        Mailbox mailbox,
        List<DkimKey> dkim,
        Optional<Content> mail,
        Audience audience) {

    /** A finished mail, octet by octet. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Content(byte[] octets) {}

    /**
     * Mail of a domain that nobody has written yet, through a mailbox.
     *
     * @param sender an address, or a domain, which stands for its postmaster's address
     * @throws InputFault where it is neither
     */
    public static Sending of(String sender, Mailbox mailbox) {
        Address from = senderAt(sender.strip());
        String envelope = mailbox.envelopeSender()
                .filter(own -> own.endsWith("@" + from.domain()))
                .orElse(from.toString());
        return new Sending(from, Optional.empty(), envelope, mailbox, List.of(), Optional.empty(), Audience.UNKNOWN);
    }

    private static Address senderAt(String text) {
        String address = text.indexOf('@') < 0 ? "postmaster@" + text : text;
        String domain = address.substring(address.lastIndexOf('@') + 1);
        if (!domain.matches("[\\p{L}\\p{N}_-]+(\\.[\\p{L}\\p{N}_-]+)+")) {
            throw new InputFault("not a domain: \"" + text + "\"; write for example example.org");
        }
        return Address.of(address.substring(0, address.lastIndexOf('@') + 1) + IDN.toASCII(domain));
    }

    /** The envelope sender as an address that can be tried. */
    public Address envelopeAddress() {
        return Address.of(envelopeSender.replace("{token}", "check"));
    }

    /** The domain that SPF is asked about. */
    public String envelopeDomain() {
        return envelopeAddress().domain();
    }

    /** The hosts that the mail leaves from: those that are configured, else the mailbox's own host as the best guess. */
    public List<String> hosts() {
        return hostsAreGuessed() ? List.of(mailbox.host()) : mailbox.sendingHosts();
    }

    /** Whether the configuration says nothing about the sending hosts. */
    public boolean hostsAreGuessed() {
        return mailbox.sendingHosts().isEmpty();
    }
}
