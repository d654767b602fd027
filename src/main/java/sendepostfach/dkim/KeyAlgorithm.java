package sendepostfach.dkim;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** The ways of signing that there are: RSA (RFC 6376, 8301) and Ed25519 (RFC 8463). */
public enum KeyAlgorithm {
    /** What every receiver verifies. */
    RSA("rsa-sha256", "rsa"),
    /** Short keys; receivers that do not know it ignore the signature. */
    ED25519("ed25519-sha256", "ed25519");

    /** What is made; RFC 8301 asks for at least 2048, and longer ones do not fit into a plain DNS answer. */
    private static final int RSA_BITS = 2048;

    /** RFC 8301, 3.2: verifiers must not accept less. */
    private static final int LEAST_RSA_BITS = 1024;

    private static final int ED25519_OCTETS = 32;

    private final String tag;
    private final String keyType;

    KeyAlgorithm(String tag, String keyType) {
        this.tag = tag;
        this.keyType = keyType;
    }

    /** a= of a signature. */
    public String tag() {
        return tag;
    }

    /** k= of a key's record. */
    public String keyType() {
        return keyType;
    }

    /** What a key signs with; none where the key cannot be used for DKIM. */
    static Optional<KeyAlgorithm> of(PrivateKey key) {
        if (key instanceof RSAKey rsa) {
            BigInteger modulus = rsa.getModulus();
            return modulus.bitLength() >= LEAST_RSA_BITS ? Optional.of(RSA) : Optional.empty();
        }
        boolean ed25519 = key instanceof EdECKey edwards
                && edwards.getParams().getName().equalsIgnoreCase(NamedParameterSpec.ED25519.getName());
        return ed25519 ? Optional.of(ED25519) : Optional.empty();
    }

    /** A new pair of keys. */
    KeyPair newPair() {
        try {
            return switch (this) {
                case RSA -> {
                    var generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(RSA_BITS);
                    yield generator.generateKeyPair();
                }
                case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            };
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java cannot make " + keyType + " keys", impossible);
        }
    }

    /** p= of a key's record: for RSA the key with its type around it, for Ed25519 the bare point (RFC 8463, 4.2). */
    String publicPart(PublicKey key) {
        byte[] encoded = key.getEncoded();
        byte[] published =
                switch (this) {
                    case RSA -> encoded;
                    case ED25519 -> Arrays.copyOfRange(encoded, encoded.length - ED25519_OCTETS, encoded.length);
                };
        return Base64.getEncoder().encodeToString(published);
    }
}
