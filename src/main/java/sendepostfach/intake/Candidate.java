package sendepostfach.intake;

import java.util.List;

import sendepostfach.campaign.Address;

/**
 * A row with a usable address. Whether the address is a duplicate or suppressed is for the caller to decide, by
 * {@link Address#key()}.
 *
 * @param row its ordinal among the rows of data
 * @param line the line in which it starts
 * @param address the address
 * @param displayName the name that stood with the address in its cell; empty where there was none
 * @param cells all cells of the row
 * @param raw the row as it stands in the file
 */
public record Candidate(int row, int line, Address address, String displayName, List<String> cells, String raw)
        implements CheckedRow {
    public Candidate {
        cells = List.copyOf(cells);
    }
}
