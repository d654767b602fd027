package sendepostfach.intake;

import java.util.List;

import sendepostfach.campaign.RejectReason;

/** Checks the rows of a list for a usable address. Holds no state, so that any number of threads may share it. */
public final class RowCheck {
    private static final int NO_COLUMN = -1;

    private final int emailColumn;

    public RowCheck(ListFormat format) {
        this.emailColumn = format.emailColumn().orElse(NO_COLUMN);
    }

    /** The row as a candidate, or the reason why it is none. */
    public CheckedRow check(ListRow row) {
        if (!row.isReadable()) {
            return reject(row, RejectReason.UNREADABLE, row.fault());
        }
        List<String> cells = row.cells();
        if (emailColumn == NO_COLUMN) {
            return reject(row, RejectReason.NO_ADDRESS, "the list has no e-mail column");
        }
        AddressResult result = AddressCheck.of(emailColumn < cells.size() ? cells.get(emailColumn) : "");
        if (result instanceof AddressResult.Valid valid) {
            return new Candidate(row.row(), row.line(), valid.address(), valid.displayName(), cells, row.raw());
        }
        if (result instanceof AddressResult.Malformed malformed) {
            return reject(row, RejectReason.MALFORMED_ADDRESS, malformed.detail());
        }
        return reject(row, RejectReason.NO_ADDRESS, "the e-mail cell is empty");
    }

    private static Rejection reject(ListRow row, RejectReason reason, String detail) {
        return new Rejection(row.row(), row.line(), reason, detail, row.raw());
    }
}
