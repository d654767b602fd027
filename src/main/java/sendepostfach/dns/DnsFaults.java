package sendepostfach.dns;

import java.net.SocketTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** What lies behind the faults of asynchronous look-ups. */
final class DnsFaults {
    private DnsFaults() {}

    /** The fault without the wrapping that futures give it. */
    static Throwable cause(Throwable fault) {
        Throwable cause = fault;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** What went wrong, for people. */
    static String reason(Throwable fault) {
        Throwable cause = cause(fault);
        if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
            return "the name server did not answer in time";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }
}
