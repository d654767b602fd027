package sendepostfach.web;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Text;

/**
 * What an uploaded list really holds.
 *
 * @param fault why it cannot be used, in English; empty where it can
 * @param faultInGerman the same in German; null where it was written by an earlier version
 * @param charset the charset
 * @param delimiter the delimiter, as people call it
 * @param header whether it has a row of names
 * @param columns the columns' names
 * @param emailColumn the column of addresses, if one was found
 * @param samples the first rows
 * @param rows all rows
 * @param accepted the good ones
 * @param duplicates those with an address of an earlier one
 * @param rejected those without a usable address
 * @param suppressed the good ones that are on the suppression list, and are not written to
 * @param reasons why rows are not good, with their number
 * @param sites the good rows by site, the largest first
 */
public record Findings(
        String fault,
        @Nullable String faultInGerman,
        String charset,
        String delimiter,
        boolean header,
        List<String> columns,
        @Nullable String emailColumn,
        List<List<String>> samples,
        long rows,
        long accepted,
        long duplicates,
        long rejected,
        long suppressed,
        Map<String, Long> reasons,
        Map<String, Long> sites) {
    static Findings fault(Text why) {
        return new Findings(
                why.english(),
                why.german(),
                "",
                "",
                false,
                List.of(),
                null,
                List.of(),
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of());
    }

    /** Why it cannot be used; empty where it can. */
    public Text why() {
        return new Text(fault, faultInGerman == null ? fault : faultInGerman);
    }

    /** The same, in the language of the one who asks. */
    public String faultInWords() {
        return Spoken.words(why());
    }

    /** Whether somebody can be written to. */
    public boolean isUsable() {
        return fault.isEmpty() && emailColumn != null && accepted > 0;
    }
}
