package sendepostfach.preflight.check;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A DKIM key record (RFC 6376, section 3.6.1; RFC 8463 for Ed25519).
 *
 * @param tags its tags
 */
record DkimRecord(TagList tags) {
    /** What an X.509 public key of Ed25519 begins with (RFC 8410); RFC 8463 publishes the 32 octets after it. */
    private static final byte[] ED25519 = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    static DkimRecord parse(String text) {
        return new DkimRecord(TagList.parse(text));
    }

    /** Whether it is a key record at all: v= is optional, p= is not. */
    boolean isOne() {
        return tags.get("v").filter(version -> !version.equals("DKIM1")).isEmpty()
                && (tags.get("v").isEmpty() || tags.beginsWith("v", "DKIM1"))
                && tags.get("p").isPresent()
                && tags.fault().isEmpty();
    }

    private String keyText() {
        return tags.get("p").orElse("").replaceAll("\\s", "");
    }

    boolean isRevoked() {
        return tags.get("p").isPresent() && keyText().isEmpty();
    }

    /** Whether receivers are told to treat signed mail as if it were not signed (t=y). */
    boolean isTesting() {
        return has("t", "y");
    }

    /** Whether the key may be used for mail (s=). */
    boolean isForMail() {
        return tags.get("s").isEmpty() || has("s", "*") || has("s", "email");
    }

    /** Whether signatures with SHA-256 are allowed (h=). */
    boolean allowsSha256() {
        return tags.get("h").isEmpty() || has("h", "sha256");
    }

    private boolean has(String tag, String value) {
        return Arrays.stream(tags.get(tag).orElse("").split(":"))
                .anyMatch(each -> each.strip().equalsIgnoreCase(value));
    }

    /** rsa or ed25519, or what else it says. */
    String type() {
        return tags.get("k").orElse("rsa").toLowerCase(Locale.ROOT);
    }

    /** The public key; empty where it cannot be read. */
    Optional<PublicKey> key() {
        try {
            byte[] octets = Base64.getDecoder().decode(keyText());
            return switch (type()) {
                case "rsa" -> Optional.of(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(octets)));
                case "ed25519" ->
                    Optional.of(
                            KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(prefixed(octets))));
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] prefixed(byte[] raw) {
        byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + raw.length);
        System.arraycopy(raw, 0, encoded, ED25519.length, raw.length);
        return encoded;
    }

    /** The record that publishes a key. */
    static String text(PublicKey key) {
        byte[] encoded = key.getEncoded();
        boolean edwards = !key.getAlgorithm().equals("RSA");
        byte[] published = edwards ? Arrays.copyOfRange(encoded, ED25519.length, encoded.length) : encoded;
        return "v=DKIM1; k=" + (edwards ? "ed25519" : "rsa") + "; p="
                + Base64.getEncoder().encodeToString(published);
    }
}
