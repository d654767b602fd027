package sendepostfach.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.InputFault;

class NewKeyTest {
    @TempDir
    Path folder;

    @Test
    void onlyTheOwnerMayReadThePrivateKey() throws Exception {
        PublishedKey key = PublishedKey.make(folder, "s1", KeyAlgorithm.RSA);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(Path.of(key.names().keyFile()))))
                .isEqualTo("rw-------");
    }

    @Test
    void aFileThatIsThereStays() throws Exception {
        Path file = Files.writeString(folder.resolve("s1.pem"), "in use");
        assertThatThrownBy(() -> PublishedKey.make(folder, "s1", KeyAlgorithm.RSA))
                .isInstanceOf(InputFault.class)
                .hasMessage(file + ": is there already, and a key in use must not be lost; choose another selector, or"
                        + " another file with --out");
        assertThat(file).hasContent("in use");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        Path file = folder.resolve("keys/s1.pem");
        var names = new DkimKey("x.example", "s1", file.toString());
        assertThatThrownBy(() -> NewKey.make(names, KeyAlgorithm.ED25519))
                .hasMessage(file + ": its folder is not there; make it, or choose another file with --out");
    }

    @Test
    void thePublishedRsaKeyVerifiesWhatThePrivateOneSigns() throws Exception {
        PublishedKey key = PublishedKey.make(folder, "s1", KeyAlgorithm.RSA);
        assertThat(key.record().name()).isEqualTo("s1._domainkey.gaertnerei-blatt.example");
        String published = key.record().value();
        assertThat(published).startsWith("v=DKIM1; k=rsa; p=MII");
        byte[] spki = Base64.getDecoder().decode(published.substring(published.indexOf("p=") + 2));
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki)));
        byte[] text = "Hallo".getBytes(StandardCharsets.US_ASCII);
        verifier.update(text);
        assertThat(verifier.verify(SigningKey.read(key.names()).sign(text))).isTrue();
    }

    @Test
    void anEd25519KeyIsPublishedAsItsBarePoint() {
        String value =
                PublishedKey.make(folder, "e1", KeyAlgorithm.ED25519).record().value();
        assertThat(value).startsWith("v=DKIM1; k=ed25519; p=");
        assertThat(Base64.getDecoder().decode(value.substring(value.indexOf("p=") + 2)))
                .hasSize(32);
    }

    @Test
    void aRecordIsMadeOfStringsThatFit() {
        DnsRecord record = PublishedKey.make(folder, "s1", KeyAlgorithm.RSA).record();
        List<String> strings = record.strings();
        assertThat(strings).hasSize(2).allMatch(string -> string.length() <= 255);
        assertThat(String.join("", strings)).isEqualTo(record.value());
        assertThat(record.zoneLine())
                .isEqualTo("s1._domainkey.gaertnerei-blatt.example. IN TXT ( \"" + strings.get(0) + "\"\n    \""
                        + strings.get(1) + "\" )");
    }
}
