package sendepostfach.message;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short name that is the same for the same bytes and, for all that matters here, for no others. */
final class Digest {
    private static final int BYTES = 12;

    private Digest() {}

    /** 24 hexadecimal digits. */
    static String of(byte[] content) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(whole, 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
