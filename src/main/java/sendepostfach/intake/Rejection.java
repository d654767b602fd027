package sendepostfach.intake;

import sendepostfach.campaign.RejectReason;

/**
 * A row that cannot be taken.
 *
 * @param row its ordinal among the rows of data
 * @param line the line in which it starts
 * @param reason why
 * @param detail what exactly is wrong, for a person
 * @param raw the row as it stands in the file
 */
public record Rejection(int row, int line, RejectReason reason, String detail, String raw) implements CheckedRow {}
