package sendepostfach.ledger;

import java.sql.SQLException;
import java.util.Set;

import com.zaxxer.hikari.SQLExceptionOverride;

/**
 * Tells the pools which connections are of no use any more. When H2 cannot write its file, as on a full disk, it closes the
 * database for all who are connected, and opens it again for the next one who connects once all of them are gone; but it says
 * so with codes that a pool does not know, which would hand the dead connections out for ever. MySQL's codes are all smaller.
 */
public final class DeadConnections implements SQLExceptionOverride {
    private static final int GENERAL_ERROR = 50000;
    private static final int IO_EXCEPTION = 90028;
    private static final int FILE_CORRUPTED = 90030;
    private static final int IO_EXCEPTION_WITH_NAME = 90031;
    private static final int DATABASE_IS_CLOSED = 90098;
    private static final int DATABASE_CALLED_AT_SHUTDOWN = 90121;

    private static final Set<Integer> CLOSED = Set.of(
            GENERAL_ERROR,
            IO_EXCEPTION,
            FILE_CORRUPTED,
            IO_EXCEPTION_WITH_NAME,
            DATABASE_IS_CLOSED,
            DATABASE_CALLED_AT_SHUTDOWN);

    @java.lang.Override
    public Override adjudicate(SQLException fault) {
        return CLOSED.contains(fault.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
