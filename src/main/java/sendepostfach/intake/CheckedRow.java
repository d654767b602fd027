package sendepostfach.intake;

/** A row after the check: somebody to write to, or a row with the reason why not. */
public sealed interface CheckedRow permits Candidate, Rejection {
    /** The row's ordinal among the rows of data, from 1. */
    int row();

    /** The number of the physical line in which the row starts, from 1. */
    int line();

    /** The row as it stands in the file. */
    String raw();
}
