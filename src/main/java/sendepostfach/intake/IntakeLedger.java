package sendepostfach.intake;

import java.time.Instant;
import java.util.List;

/** What import needs of the ledger. */
public interface IntakeLedger {
    /** An import that is under way: knows the campaign's domains, so that each is numbered once. */
    interface Writing {
        /**
         * Writes checked rows, in the caller's transaction: candidates as recipients, unless their address has been in an
         * earlier row or they are suppressed; all others as rejected rows. No row is left out.
         */
        void write(List<? extends CheckedRow> rows, Instant now);
    }

    /** Begins to write, or goes on. */
    Writing write(long campaign);
}
