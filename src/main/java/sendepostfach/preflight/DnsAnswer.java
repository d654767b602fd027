package sendepostfach.preflight;

import java.util.List;

import sendepostfach.campaign.Text;

/**
 * What DNS says to one question.
 *
 * @param kind what kind of answer it is
 * @param records the records; none unless they were found
 * @param reason why nothing is known, for people; empty unless unanswered
 * @param <T> what the records hold
 */
public record DnsAnswer<T>(Kind kind, List<T> records, Text reason) {
    /** The kinds of answers. Only the second and third mean that something is missing. */
    public enum Kind {
        /** There are records. */
        FOUND,
        /** The name exists, without records of this type. */
        NO_DATA,
        /** The name does not exist. */
        NO_SUCH_NAME,
        /** Nothing is known: a time-out, a failing or refusing name server, a loop of aliases. */
        UNANSWERED
    }

    public DnsAnswer {
        records = List.copyOf(records);
        if ((kind == Kind.FOUND) == records.isEmpty()) {
            throw new IllegalArgumentException("an answer has records if and only if some were found: " + kind);
        }
    }

    /** These records; none of them: no data. */
    public static <T> DnsAnswer<T> of(List<T> records) {
        return new DnsAnswer<>(records.isEmpty() ? Kind.NO_DATA : Kind.FOUND, records, Text.NONE);
    }

    public static <T> DnsAnswer<T> noSuchName() {
        return new DnsAnswer<>(Kind.NO_SUCH_NAME, List.of(), Text.NONE);
    }

    public static <T> DnsAnswer<T> unanswered(Text reason) {
        return new DnsAnswer<>(Kind.UNANSWERED, List.of(), reason);
    }

    public boolean isFound() {
        return kind == Kind.FOUND;
    }

    /** Whether it is certain that there are no such records. */
    public boolean isAbsent() {
        return kind == Kind.NO_DATA || kind == Kind.NO_SUCH_NAME;
    }

    public boolean isUnanswered() {
        return kind == Kind.UNANSWERED;
    }
}
