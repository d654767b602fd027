package sendepostfach.dkim;

import java.nio.file.Path;
import java.util.List;

import sendepostfach.campaign.DkimKey;

/**
 * A key pair for tests.
 *
 * @param names where the private key is, and its names
 * @param record what publishes the public key
 */
record PublishedKey(DkimKey names, DnsRecord record) {
    static PublishedKey make(Path folder, String selector, KeyAlgorithm algorithm) {
        var names = new DkimKey(
                "gaertnerei-blatt.example",
                selector,
                folder.resolve(selector + ".pem").toString());
        return new PublishedKey(names, NewKey.make(names, algorithm));
    }

    DkimSigner signer() {
        return DkimSigner.of(List.of(names));
    }
}
