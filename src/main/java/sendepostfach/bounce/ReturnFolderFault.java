package sendepostfach.bounce;

/** A bounce mailbox cannot be used now; what is in it stays and is read another time. The message is one line. */
public final class ReturnFolderFault extends RuntimeException {
    public ReturnFolderFault(String message) {
        super(message);
    }

    public ReturnFolderFault(String message, Throwable cause) {
        super(message, cause);
    }
}
