package sendepostfach.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.DkimKey;

class DkimSignerTest {
    private static final String MAIL = "From: =?UTF-8?Q?G=C3=A4rtnerei?= <news@gaertnerei-blatt.example>\r\n"
            + "To: erika@gmx.example\r\n"
            + "Subject: Hallo\r\n"
            + "X-Own: 1\r\n"
            + "List-Unsubscribe: <https://gaertnerei-blatt.example/u/1>\r\n"
            + "Feedback-ID: 1:blatt\r\n"
            + "\r\n"
            + "Guten Tag\r\n";

    @TempDir
    Path folder;

    @Test
    void theExampleOfRfc8463HasItsSignature() throws IOException {
        String open = "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
                + " d=football.example.com; i=@football.example.com;\r\n"
                + " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
                + " subject : date : message-id : from : subject : date;\r\n"
                + " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
                + " b=";
        byte[] mail = ("From: Joe SixPack <joe@football.example.com>\r\n"
                        + "To: Suzie Q <suzie@shopping.example.net>\r\n"
                        + "Subject: Is dinner ready?\r\n"
                        + "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
                        + "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        var canonical = new RelaxedHeader();
        HeaderFields.of(mail).fields().forEach(field -> canonical.add(mail, field));
        canonical.addLast(open.getBytes(StandardCharsets.US_ASCII));
        // PKCS#8 around the private key of appendix A.2
        String pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
                + "-----END PRIVATE KEY-----\n";
        Path file = Files.writeString(folder.resolve("brisbane.pem"), pem);
        SigningKey key = SigningKey.read(new DkimKey("football.example.com", "brisbane", file.toString()));
        assertThat(Base64.getEncoder().encodeToString(key.sign(canonical.bytes())))
                .isEqualTo("/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus"
                        + "Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==");
    }

    @Test
    void withoutAKeyTheMailStaysAsItIs() {
        byte[] mail = MAIL.getBytes(StandardCharsets.US_ASCII);
        assertThat(DkimSigner.of(List.of()).sign(mail)).isSameAs(mail);
    }

    @Test
    void theSignatureStandsBeforeTheMail() {
        String signed = signed(PublishedKey.make(folder, "s1", KeyAlgorithm.RSA).signer());
        assertThat(signed).endsWith(MAIL).startsWith("""
                DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
                 d=gaertnerei-blatt.example;
                 s=s1;
                 h=From:From:Reply-To:Subject:Subject:Date:To:To:Cc:Message-ID:
                 MIME-Version:Content-Type:Content-Transfer-Encoding:List-Unsubscribe:
                 List-Unsubscribe:List-Unsubscribe-Post:Feedback-ID;
                 bh=""".replace("\n", "\r\n"));
        assertThat(signed.lines()).allMatch(line -> line.length() <= 78);
    }

    @Test
    void theSameMailIsSignedWithTheSameBytes() {
        DkimSigner signer = PublishedKey.make(folder, "s1", KeyAlgorithm.RSA).signer();
        assertThat(signed(signer)).isEqualTo(signed(signer));
    }

    @Test
    void eachKeyMakesASignatureOfItsOwn() {
        PublishedKey rsa = PublishedKey.make(folder, "s1", KeyAlgorithm.RSA);
        PublishedKey ed25519 = PublishedKey.make(folder, "e1", KeyAlgorithm.ED25519);
        assertThat(signed(DkimSigner.of(List.of(rsa.names(), ed25519.names()))))
                .containsSubsequence("a=rsa-sha256", "s=s1;", "a=ed25519-sha256", "s=e1;", "From: ");
    }

    @Test
    void aKeyShowsNothingOfItself() {
        PublishedKey rsa = PublishedKey.make(folder, "s1", KeyAlgorithm.RSA);
        assertThat(SigningKey.read(rsa.names())).hasToString("rsa-sha256 key s1._domainkey.gaertnerei-blatt.example");
    }

    private static String signed(DkimSigner signer) {
        return new String(signer.sign(MAIL.getBytes(StandardCharsets.US_ASCII)), StandardCharsets.US_ASCII);
    }
}
