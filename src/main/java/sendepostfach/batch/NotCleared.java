package sendepostfach.batch;

/** A campaign does not start, since most of it would be refused. The message says why and what to do. */
public final class NotCleared extends RuntimeException {
    private final String failed;

    NotCleared(String message, String failed) {
        super(message);
        this.failed = failed;
    }

    /** What failed, in one line. */
    public String failed() {
        return failed;
    }
}
