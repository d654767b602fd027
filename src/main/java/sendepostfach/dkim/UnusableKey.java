package sendepostfach.dkim;

import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.InputFault;

/** A private key cannot be used; it says why, and shows nothing of the key. */
public final class UnusableKey extends Exception {
    private final Why why;
    private final String detail;

    /** What is wrong. */
    public enum Why {
        /** There is no such file. */
        MISSING,
        /** It is a directory, or far too long for a key. */
        NO_FILE,
        /** The file may not be read. */
        UNREADABLE,
        /** It holds no private key in PEM. */
        NO_KEY,
        /** It is encrypted. */
        PASSPHRASE,
        /** It is in another form than PKCS#8 or PKCS#1; the detail is the form's name. */
        OTHER_FORM,
        /** What is in it cannot be decoded. */
        DAMAGED,
        /** It is neither RSA nor Ed25519, or too short; the detail is the algorithm's name. */
        NO_USE
    }

    private UnusableKey(Why why, String detail, String message) {
        super(message);
        this.why = why;
        this.detail = detail;
    }

    static UnusableKey of(DkimKey names, Why why) {
        return of(names, why, "");
    }

    /** With the name of a form or an algorithm. */
    public static UnusableKey of(DkimKey names, Why why, String detail) {
        return new UnusableKey(why, detail, "the DKIM key " + names.keyFile() + " " + words(names, why, detail));
    }

    private static String words(DkimKey names, Why why, String detail) {
        String make = "make one with: sendepostfach dkim " + names.domain() + " " + names.selector();
        return switch (why) {
            case MISSING -> "is not there; name the file in the job's dkim.key, or " + make;
            case NO_FILE -> "is not a file with a key; name the file with the private key in the job's dkim.key";
            case UNREADABLE -> "cannot be read; let the user who runs this program read it";
            case NO_KEY ->
                "holds no private key in PEM (a block that begins with -----BEGIN PRIVATE KEY-----); " + make;
            case PASSPHRASE ->
                "is protected by a passphrase that nobody can type here; write it without one:"
                        + " openssl pkey -in KEY -out NEW-KEY";
            case OTHER_FORM -> "holds a key in the form " + detail + "; convert it: openssl pkey -in KEY -out NEW-KEY";
            case DAMAGED -> "holds a private key that cannot be read, it may be damaged; " + make;
            case NO_USE ->
                "holds a key that DKIM has no use for (" + detail
                        + "); it takes RSA of at least 1024 bits (better 2048), and Ed25519";
        };
    }

    public Why why() {
        return why;
    }

    /** The name of the form or the algorithm, where it says what is wrong; else empty. */
    public String detail() {
        return detail;
    }

    InputFault asInput() {
        return new InputFault(String.valueOf(getMessage()));
    }
}
