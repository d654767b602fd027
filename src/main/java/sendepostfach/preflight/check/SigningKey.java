package sendepostfach.preflight.check;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Optional;

import sendepostfach.campaign.DkimKey;
import sendepostfach.dkim.PemKey;
import sendepostfach.dkim.UnusableKey;
import sendepostfach.dkim.UnusableKey.Why;

/** A private key, RSA or Ed25519, as far as a check needs it. */
final class SigningKey {
    private static final byte[] PROBE = "sendepostfach signs this and verifies it".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey key;

    private SigningKey(PrivateKey key) {
        this.key = key;
    }

    /**
     * Reads the key's file.
     *
     * @throws UnusableKey where it cannot be used
     */
    static SigningKey read(DkimKey configured) throws UnusableKey {
        PrivateKey key = PemKey.open(configured);
        boolean known = key.getAlgorithm().equals("RSA") || isEd25519(key);
        if (!known) {
            throw UnusableKey.of(configured, Why.NO_USE, key.getAlgorithm());
        }
        return new SigningKey(key);
    }

    private static boolean isEd25519(PrivateKey key) {
        return key instanceof EdECPrivateKey edwards
                && edwards.getParams().getName().equalsIgnoreCase(NamedParameterSpec.ED25519.getName());
    }

    /** Whether it is an RSA key of fewer bits than these. */
    boolean isShorterThan(int bits) {
        return key instanceof RSAKey rsa && rsa.getModulus().bitLength() < bits;
    }

    /** The public key, as far as it can be told from the private one: of RSA. */
    Optional<PublicKey> publicKey() {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())));
        } catch (GeneralSecurityException impossible) {
            return Optional.empty();
        }
    }

    /** Whether what this key signs can be verified with the other one. */
    boolean matches(PublicKey other) {
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "Ed25519";
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException different) {
            return false;
        }
    }
}
