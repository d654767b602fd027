package sendepostfach.campaign;

/** Where a campaign stands as a whole. */
public enum CampaignState {
    /** Known, with its list not yet (wholly) imported. */
    IMPORTING,
    /** Imported and waiting for its time. */
    SCHEDULED,
    /** Its lanes deliver, or wait for what was put off. */
    RUNNING,
    /** An operator has halted it. */
    PAUSED,
    /** It halted itself because the mail itself is refused; an operator decides. */
    STOPPED,
    /** Every recipient is decided and the account is written. */
    SETTLED,
    /** An operator has ended it; the account is written. */
    CANCELLED;

    /** Whether nothing more will be sent. */
    public boolean isEnded() {
        return this == SETTLED || this == CANCELLED;
    }
}
