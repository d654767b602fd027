package sendepostfach.batch;

/** A campaign does not start, since most of it would be refused. The message says why and what to do. */
public final class NotCleared extends RuntimeException {
    NotCleared(String message) {
        super(message);
    }
}
