package sendepostfach.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.InputFault;

class PemKeyTest {
    @TempDir
    Path folder;

    @Test
    void pkcs8IsRead() throws Exception {
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            PrivateKey key = algorithm.newPair().getPrivate();
            assertThat(PemKey.read(file("PRIVATE KEY", key.getEncoded()))).isEqualTo(key);
        }
    }

    @Test
    void pkcs1IsRead() throws Exception {
        for (int bits : new int[] {1024, 2048, 4096}) {
            PrivateKey key = generated("RSA", bits);
            byte[] whole = key.getEncoded();
            byte[] pkcs1 = Arrays.copyOfRange(whole, 26, whole.length); // behind the headers of PKCS#8
            DkimKey names = file("RSA PRIVATE KEY", pkcs1);
            assertThat(PemKey.read(names)).isEqualTo(key);
        }
    }

    @Test
    void linesAroundTheKeyAndWindowsLineEndsDoNoHarm() throws Exception {
        PrivateKey key = KeyAlgorithm.ED25519.newPair().getPrivate();
        DkimKey names = file("PRIVATE KEY", key.getEncoded());
        Path file = Path.of(names.keyFile());
        Files.writeString(file, "Bag Attributes\r\n" + Files.readString(file).replace("\n", "\r\n"));
        assertThat(PemKey.read(names)).isEqualTo(key);
    }

    @Test
    void whatCannotBeUsedIsOneClearLine() throws Exception {
        refuses(
                names("fehlt.pem"),
                "is not there; name the file in the job's dkim.key, or make one with:"
                        + " sendepostfach dkim x.example s1");
        refuses(names("."), "is not a file with a key; name the file with the private key in the job's dkim.key");
        refuses(
                written("Hallo"),
                "holds no private key in PEM (a block that begins with -----BEGIN PRIVATE KEY-----);"
                        + " make one with: sendepostfach dkim x.example s1");
        refuses(file("PUBLIC KEY", KeyAlgorithm.RSA.newPair().getPublic().getEncoded()), "holds no private key in PEM");
        refuses(
                file("ENCRYPTED PRIVATE KEY", new byte[80]),
                "is protected by a passphrase that nobody can type here;"
                        + " write it without one: openssl pkey -in KEY -out NEW-KEY");
        refuses(
                written(
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----"),
                "is protected by a passphrase");
        refuses(
                file("OPENSSH PRIVATE KEY", new byte[80]),
                "holds a key in the form OPENSSH PRIVATE KEY; convert it:" + " openssl pkey -in KEY -out NEW-KEY");
    }

    @Test
    void aDamagedKeyIsNotShown() throws Exception {
        PrivateKey key = KeyAlgorithm.RSA.newPair().getPrivate();
        byte[] half = Arrays.copyOf(key.getEncoded(), 500);
        assertThatThrownBy(() -> PemKey.read(file("PRIVATE KEY", half)))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("holds a private key that cannot be read, it may be damaged; make one with")
                .hasMessageNotContaining(
                        Base64.getEncoder().encodeToString(half).substring(60, 80))
                .hasNoCause();
    }

    @Test
    void aKeyThatDkimHasNoUseForIsRefused() throws Exception {
        DkimKey key = file("PRIVATE KEY", generated("RSA", 768).getEncoded());
        assertThatThrownBy(() -> SigningKey.read(key))
                .hasMessageContaining("holds a key that DKIM has no use for (RSA)");
        file("PRIVATE KEY", generated("EC", 256).getEncoded());
        assertThatThrownBy(() -> SigningKey.read(key))
                .hasMessageContaining("holds a key that DKIM has no use for (EC)");
    }

    private static PrivateKey generated(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair().getPrivate();
    }

    private void refuses(DkimKey names, String why) {
        assertThatThrownBy(() -> PemKey.read(names))
                .isInstanceOf(InputFault.class)
                .hasMessageStartingWith("the DKIM key " + names.keyFile() + " " + why);
    }

    private DkimKey file(String label, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return written("-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }

    private DkimKey written(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("key.pem"), text);
        return names(file.getFileName().toString());
    }

    private DkimKey names(String file) {
        return new DkimKey("x.example", "s1", folder.resolve(file).toString());
    }
}
