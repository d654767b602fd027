package sendepostfach.dkim;

import java.security.PrivateKey;

import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.InputFault;

/** A private key at work, with the names under which its public half is published. It shows nothing of the key. */
final class SigningKey {
    private final DkimKey names;
    private final KeyAlgorithm algorithm;
    private final SignatureEngine engine;

    private SigningKey(DkimKey names, KeyAlgorithm algorithm, SignatureEngine engine) {
        this.names = names;
        this.algorithm = algorithm;
        this.engine = engine;
    }

    /**
     * Reads the key's file.
     *
     * @throws InputFault naming the file and the remedy, where it cannot be used
     */
    static SigningKey read(DkimKey names) {
        PrivateKey key = PemKey.read(names);
        KeyAlgorithm algorithm = KeyAlgorithm.of(key)
                .orElseThrow(() -> UnusableKey.of(names, UnusableKey.Why.NO_USE, key.getAlgorithm())
                        .asInput());
        return new SigningKey(names, algorithm, SignatureEngine.of(algorithm, key));
    }

    String domain() {
        return names.domain();
    }

    String selector() {
        return names.selector();
    }

    KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** The signature of the canonical header (RFC 6376, 3.7; RFC 8463, 3: Ed25519 signs its hash). */
    byte[] sign(byte[] canonicalHeader) {
        return engine.sign(canonicalHeader);
    }

    @Override
    public String toString() {
        return algorithm.tag() + " key " + names.recordName();
    }
}
