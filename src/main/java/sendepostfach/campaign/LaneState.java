package sendepostfach.campaign;

/** Where a lane stands. */
public enum LaneState {
    /** Its next run has not begun yet. */
    WAITING,
    /** A run holds its lease and delivers. */
    RUNNING,
    /** Its last run left something for later; the next run has a time. */
    DEFERRED,
    /** Its site or mailbox takes nothing for now; the next run has a time. */
    SUSPENDED,
    /** An operator has halted it. */
    PAUSED,
    /** Nothing is left undecided. */
    DONE
}
