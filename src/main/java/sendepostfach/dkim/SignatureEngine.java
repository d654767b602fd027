package sendepostfach.dkim;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Who computes signatures with a key: a native library where there is one for this machine, else Java itself. RSA takes the
 * Amazon Corretto Crypto Provider a third of Java's time and Conscrypt 0.6 of it; neither knows Ed25519.
 */
final class SignatureEngine {
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private final KeyAlgorithm algorithm;
    private final PrivateKey key;
    private final @Nullable Provider provider;

    private SignatureEngine(KeyAlgorithm algorithm, PrivateKey key, @Nullable Provider provider) {
        this.algorithm = algorithm;
        this.key = key;
        this.provider = provider;
    }

    /** The fastest engine for a key. */
    static SignatureEngine of(KeyAlgorithm algorithm, PrivateKey key) {
        var java = new SignatureEngine(algorithm, key, null);
        return switch (algorithm) {
            case RSA ->
                Stream.of(corretto(), conscrypt())
                        .flatMap(Optional::stream)
                        .flatMap(provider -> java.with(provider).stream())
                        .findFirst()
                        .orElse(java);
            case ED25519 -> java;
        };
    }

    byte[] sign(byte[] octets) {
        try {
            return switch (algorithm) {
                case RSA -> computed("SHA256withRSA", octets);
                case ED25519 -> computed("Ed25519", RelaxedBody.sha256().digest(octets));
            };
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("cannot sign with this " + algorithm.keyType() + " key", fault);
        }
    }

    /** Who computes, for measurements. */
    String providerName() {
        return provider == null ? "Java" : provider.getName();
    }

    private byte[] computed(String name, byte[] octets) throws GeneralSecurityException {
        Signature signature = signature(name);
        signature.initSign(key);
        signature.update(octets);
        return signature.sign();
    }

    private Signature signature(String name) throws NoSuchAlgorithmException {
        return provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
    }

    /** The same key with another provider, if that works here and signs alike: RSA's signatures know no chance. */
    private Optional<SignatureEngine> with(Provider other) {
        try {
            PrivateKey translated =
                    KeyFactory.getInstance("RSA", other).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
            var engine = new SignatureEngine(algorithm, translated, other);
            return Arrays.equals(engine.sign(PROBE), sign(PROBE)) ? Optional.of(engine) : Optional.empty();
        } catch (GeneralSecurityException | RuntimeException | LinkageError unusable) {
            return Optional.empty();
        }
    }

    private static Optional<Provider> corretto() {
        try {
            Class<?> provider = Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            return Optional.of((Provider) provider.getField("INSTANCE").get(null));
        } catch (ReflectiveOperationException | LinkageError absent) {
            return Optional.empty();
        }
    }

    private static Optional<Provider> conscrypt() {
        try {
            Class<?> provider = Class.forName("org.conscrypt.OpenSSLProvider");
            return Optional.of((Provider) provider.getConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError absent) {
            return Optional.empty();
        }
    }
}
