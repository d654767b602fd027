package sendepostfach.suppression;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import sendepostfach.campaign.Address;

/** The suppression list. Import looks at it, and delivery once more just before each mail leaves. */
public interface SuppressionList {
    /**
     * Adds entries that name their targets. One that is there already, for the same target and the same sender, stays as it is:
     * the first reason counts, and what was forgotten stays forgotten. Returns how many are new.
     */
    int add(Collection<Suppression> entries);

    /** Removes a target's entries: those for one sender, or all of them. Returns how many there were. */
    int remove(Target target, Optional<Address> sender);

    /**
     * Keeps of a target no more than a keyed hash, by which it is still recognised. An address is taken out of all campaigns too:
     * their rows keep their states and tell no longer who it was; where there were any and the address is on no entry, it gets
     * one, so that nobody is written to again who asked to be deleted.
     */
    Forgotten forget(Target target, Instant now);

    /** The entries that keep mails of this sender from an address: its own and its domain's. */
    List<Suppression> covering(Address address, Address sender);

    /** A target's own entries, also where it is forgotten. */
    List<Suppression> of(Target target);

    /** Which of these addresses mails of a sender must not go to; of a sender that is not known yet, of any sender. */
    Set<Address> covered(Collection<Address> addresses, Optional<Address> sender);

    /** The entries that were added last, the latest first. */
    List<Suppression> latest(int most);

    /** All entries in the order in which they were added, in constant memory. */
    void all(Consumer<Suppression> each);
}
