package sendepostfach.bounce;

import java.util.Collection;
import java.util.List;

/** A folder in which returned mails arrive, opened to read and sort all that are in it. To be closed. */
public interface ReturnFolder extends AutoCloseable {
    /**
     * A mail as it lies in the folder.
     *
     * @param uid its number in the folder
     * @param start its bytes; of a big mail the first
     * @param size how many bytes it has in all
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Arrived(long uid, byte[] start, long size) {}

    /** The next mails in the order of their arrival, some at a time; none behind the last one. */
    List<Arrived> next();

    /** Moves mails into the folder for mails that were understood. */
    void handled(Collection<Arrived> mails);

    /** Moves mails into the folder for mails that a person has to look at. */
    void unknown(Collection<Arrived> mails);

    @Override
    void close();
}
