package sendepostfach.bounce;

import sendepostfach.campaign.Mailbox.BounceMailbox;

/** Opens folders with returned mails. */
@FunctionalInterface
public interface ReturnFolders {
    /**
     * Opens the folder of a bounce mailbox.
     *
     * @throws ReturnFolderFault where it cannot be reached or lets nobody in
     */
    ReturnFolder open(BounceMailbox mailbox);
}
