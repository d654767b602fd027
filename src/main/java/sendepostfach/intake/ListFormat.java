package sendepostfach.intake;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.ListSource;

/**
 * How a distribution list is written.
 *
 * @param charset the charset of its text
 * @param byteOrderMark whether a byte order mark stands before it
 * @param delimiter the character between cells; a character that is not used where there is but one column
 * @param quote the character around cells that need it
 * @param separatorLine whether the first line is Excel's {@code sep=;}
 * @param header whether the first row holds the names of the columns
 * @param columns the columns
 * @param emailColumn the place of the column with the recipients' addresses, from 0; empty where none was found
 */
public record ListFormat(
        Charset charset,
        boolean byteOrderMark,
        char delimiter,
        char quote,
        boolean separatorLine,
        boolean header,
        Columns columns,
        OptionalInt emailColumn) {
    public ListFormat {
        if (emailColumn.isPresent() && emailColumn.getAsInt() >= columns.size()) {
            throw new IllegalArgumentException("the e-mail column must be one of the columns: " + emailColumn.getAsInt()
                    + " of " + columns.size());
        }
    }

    /**
     * Finds out how the list is written, from its first 256 KB; what the source states is not questioned. The same file
     * always gives the same answer.
     *
     * @throws InputFault if the file cannot be read, is empty or no CSV file, or if what the source states does not fit it
     */
    public static ListFormat detect(ListSource source) {
        return FormatDetection.of(source);
    }

    /** The name of the column with the recipients' addresses. */
    public Optional<String> emailColumnName() {
        return emailColumn.isPresent() ? Optional.of(columns.names().get(emailColumn.getAsInt())) : Optional.empty();
    }

    Encoding encoding() {
        int markLength = charset.equals(StandardCharsets.UTF_8) ? 3 : 2;
        return new Encoding(charset, byteOrderMark ? markLength : 0);
    }

    Dialect dialect() {
        return new Dialect(delimiter, quote);
    }
}
