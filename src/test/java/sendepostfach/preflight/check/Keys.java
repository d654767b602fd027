package sendepostfach.preflight.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** Key pairs for signatures, with their private keys in files. */
record Keys(KeyPair pair, Path file) {
    static Keys rsa(Path directory, int bits) {
        return of(directory, "RSA", bits);
    }

    static Keys ed25519(Path directory) {
        return of(directory, "Ed25519", 255);
    }

    private static Keys of(Path directory, String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            KeyPair pair = generator.generateKeyPair();
            Path file = directory.resolve(algorithm + bits + "-" + pair.hashCode() + ".pem");
            Files.writeString(
                    file,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(pair.getPrivate().getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
            return new Keys(pair, file);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The public key as p= has it. */
    String published() {
        String record = DkimRecord.text(pair.getPublic());
        return record.substring(record.indexOf("p=") + 2);
    }
}
