package sendepostfach.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import sendepostfach.campaign.Secret;

/**
 * Signs the names of mails: {@code uid.row.signature}, with 80 bits of an HMAC-SHA-256 (RFC 2104) in base 32. Tokens are
 * letters, digits and dots, at most 47 of them, and mean the same in upper and lower case, since some servers change the case
 * of a local part. Also makes the keyed hashes of the suppression list. Safe for use by many threads.
 */
public final class Tokens {
    private static final String HMAC = "HmacSHA256";
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int SIGNATURE_BYTES = 10;
    private static final int HASH_BYTES = 16;
    /** The most that a text is searched for, so that a hostile one costs no more than a long one. */
    private static final int MOST_FOUND = 200;

    private static final Pattern TOKEN = Pattern.compile(
            "(?<![a-z0-9])([a-z0-9]{1,20})\\.([1-9]\\d{0,8})\\.([a-z2-7]{16})(?![a-z0-9])", Pattern.CASE_INSENSITIVE);

    private final SecretKeySpec key;
    /** Ready to begin; each use takes a copy of its own, which is faster than to look for another one. */
    private final Mac begun;

    /**
     * @throws IllegalArgumentException where the key is shorter than 16 characters
     */
    public Tokens(Secret key) {
        if (key.value().length() < 16) {
            throw new IllegalArgumentException("a key must have at least 16 characters");
        }
        this.key = new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), HMAC);
        this.begun = begin(this.key);
    }

    /** The signed name of a mail. */
    public String sign(MailId mail, Purpose purpose) {
        byte[] signature = mac(purpose.name().toLowerCase(Locale.ROOT) + ' ' + mail, SIGNATURE_BYTES);
        return mail + "." + base32(signature);
    }

    /** The mail that a token names; empty where it is none of this key and purpose. */
    public Optional<MailId> verify(String token, Purpose purpose) {
        Matcher matcher = TOKEN.matcher(token);
        return matcher.matches() ? verified(matcher, purpose) : Optional.empty();
    }

    /** The mails that a text names by genuine tokens, in the order of the text. */
    public Set<MailId> in(CharSequence text, Purpose purpose) {
        var found = new LinkedHashSet<MailId>();
        Matcher matcher = TOKEN.matcher(text);
        for (int tried = 0; tried < MOST_FOUND && matcher.find(); tried++) {
            verified(matcher, purpose).ifPresent(found::add);
        }
        return found;
    }

    private Optional<MailId> verified(Matcher matcher, Purpose purpose) {
        var mail = new MailId(matcher.group(1).toLowerCase(Locale.ROOT), Integer.parseInt(matcher.group(2)));
        byte[] given = matcher.group().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        byte[] genuine = sign(mail, purpose).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(given, genuine) ? Optional.of(mail) : Optional.empty();
    }

    /** A keyed hash of 128 bits: nobody without the key can find out whether a text is behind it. */
    public byte[] hash(String text) {
        return mac("hash " + text, HASH_BYTES);
    }

    /** What tells this key from another one, and nothing more about it. */
    public String fingerprint() {
        return HexFormat.of().formatHex(mac("fingerprint", HASH_BYTES));
    }

    private byte[] mac(String text, int length) {
        return Arrays.copyOf(copy().doFinal(text.getBytes(StandardCharsets.UTF_8)), length);
    }

    private Mac copy() {
        try {
            return (Mac) begun.clone();
        } catch (CloneNotSupportedException notOfThisProvider) {
            return begin(key);
        }
    }

    private static Mac begin(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + HMAC, impossible);
        }
    }

    private static String base32(byte[] bytes) {
        var text = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte each : bytes) {
            held = (held << 8) | (each & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt((held >> bits) & 31));
            }
        }
        return text.toString();
    }
}
