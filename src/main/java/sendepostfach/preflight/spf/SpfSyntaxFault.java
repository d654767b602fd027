package sendepostfach.preflight.spf;

/** A record or a macro that does not follow RFC 7208's grammar; the message says where and why. */
public final class SpfSyntaxFault extends RuntimeException {
    SpfSyntaxFault(String message) {
        super(message);
    }
}
