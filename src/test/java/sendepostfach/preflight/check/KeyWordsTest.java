package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.Text;
import sendepostfach.dkim.UnusableKey;
import sendepostfach.preflight.GermanWords;

/** Each reason for which a key file is of no use is told in both languages, with the file and what helps. */
class KeyWordsTest {
    @TempDir
    Path directory;

    @Test
    void eachReasonIsToldInBothLanguages() throws Exception {
        Map<DkimKey, Text> expected = new LinkedHashMap<>();
        Set<UnusableKey.Why> seen = EnumSet.noneOf(UnusableKey.Why.class);
        Path gone = directory.resolve("gone.pem");
        expected.put(
                key(gone),
                new Text("The key file " + gone + " is not there.", "Die Schlüsseldatei " + gone + " gibt es nicht."));
        expected.put(
                key(directory),
                new Text(
                        directory + " is not a file with a key.", directory + " ist keine Datei mit einem Schlüssel."));
        Path text = written("text.pem", "Hallo");
        expected.put(
                key(text),
                new Text(
                        text + " holds no private key in PEM (a block that begins with -----BEGIN PRIVATE KEY-----).",
                        text + " enthält keinen privaten Schlüssel in PEM (einen Block, der mit"
                                + " -----BEGIN PRIVATE KEY----- beginnt)."));
        Path locked = written("locked.pem", pem("ENCRYPTED PRIVATE KEY", new byte[80]));
        expected.put(
                key(locked),
                new Text(
                        "The key in " + locked + " is protected by a passphrase that nobody can type here.",
                        "Der Schlüssel in " + locked
                                + " ist mit einem Passwort geschützt, das hier niemand eingeben kann."));
        Path ssh = written("ssh.pem", pem("OPENSSH PRIVATE KEY", new byte[80]));
        expected.put(
                key(ssh),
                new Text(
                        "The key in " + ssh + " has the form OPENSSH PRIVATE KEY.",
                        "Der Schlüssel in " + ssh + " hat die Form OPENSSH PRIVATE KEY."));
        Path damaged = written("damaged.pem", pem("PRIVATE KEY", new byte[80]));
        expected.put(
                key(damaged),
                new Text(
                        "The private key in " + damaged + " cannot be read, it may be damaged.",
                        "Der private Schlüssel in " + damaged + " ist nicht lesbar, vielleicht ist er beschädigt."));
        Path curve = written("curve.pem", pem("PRIVATE KEY", generated("EC")));
        expected.put(
                key(curve),
                new Text(
                        "DKIM has no use for the key in " + curve + " (EC).",
                        "Der Schlüssel in " + curve + " taugt nicht für DKIM (EC)."));
        Path other = written("other.pem", pem("PRIVATE KEY", generated("Ed448")));
        expected.put(
                key(other),
                new Text(
                        "DKIM has no use for the key in " + other + " (EdDSA).",
                        "Der Schlüssel in " + other + " taugt nicht für DKIM (EdDSA)."));

        expected.forEach((key, words) -> {
            UnusableKey fault = catchThrowableOfType(UnusableKey.class, () -> SigningKey.read(key));
            seen.add(fault.why());
            assertThat(KeyWords.evidence(fault, key)).isEqualTo(words);
            GermanWords.areIn(KeyWords.evidence(fault, key));
            GermanWords.areIn(KeyWords.remedy(fault, key));
            assertThat(KeyWords.remedy(fault, key).isEmpty()).isFalse();
        });
        // a file that may not be read cannot be made by root
        assertThat(EnumSet.complementOf(EnumSet.copyOf(seen))).containsExactly(UnusableKey.Why.UNREADABLE);
    }

    @Test
    void aFileThatMayNotBeReadIsToldToo() {
        DkimKey key = key(directory.resolve("closed.pem"));
        UnusableKey fault = UnusableKey.of(key, UnusableKey.Why.UNREADABLE, "");

        assertThat(KeyWords.evidence(fault, key).german())
                .isEqualTo("Die Schlüsseldatei " + key.keyFile() + " lässt sich nicht lesen.");
        GermanWords.areIn(KeyWords.remedy(fault, key));
    }

    private static byte[] generated(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm)
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
    }

    private static DkimKey key(Path file) {
        return new DkimKey("blatt.example", "s1", file.toString());
    }

    private Path written(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
