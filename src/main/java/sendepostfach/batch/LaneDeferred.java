package sendepostfach.batch;

/** Ends a lane's execution as failed with exit code DEFERRED, so that the same job instance is started again later. */
final class LaneDeferred extends RuntimeException {
    /** The exit code of a lane that left something for later. */
    static final String EXIT_CODE = "DEFERRED";

    LaneDeferred(String message) {
        // no stack trace: nothing is wrong, and Spring Batch would keep it in its tables
        super(message, null, false, false);
    }
}
