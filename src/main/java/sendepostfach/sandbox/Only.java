package sendepostfach.sandbox;

import java.util.Optional;

import sendepostfach.campaign.Phase;

/** A trait that shows to some only: to the recipients of a name, or to a share of all. */
final class Only implements Behaviour {
    private final LocalParts localParts;
    private final Optional<Share> share;
    private final World world;
    private final Behaviour trait;

    Only(LocalParts localParts, Optional<Share> share, World world, Behaviour trait) {
        this.localParts = localParts;
        this.share = share;
        this.world = world;
        this.trait = trait;
    }

    @Override
    public Optional<SmtpAnswer> at(Phase phase, Attempt attempt) {
        boolean shows = localParts.include(attempt.localPart())
                && (share.isEmpty() || share.get().includes(attempt, world.random()));
        return shows ? trait.at(phase, attempt) : Optional.empty();
    }
}
