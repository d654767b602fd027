package sendepostfach.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.security.KeyPair;
import java.security.Signature;

import org.junit.jupiter.api.Test;

class SignatureEngineTest {
    private static final byte[] TEXT = {'H', 'a', 'l', 'l', 'o'};

    @Test
    void whoeverComputesTheSignatureIsJavas() throws Exception {
        KeyPair pair = KeyAlgorithm.RSA.newPair();
        Signature java = Signature.getInstance("SHA256withRSA", "SunRsaSign");
        java.initSign(pair.getPrivate());
        java.update(TEXT);
        assertThat(SignatureEngine.of(KeyAlgorithm.RSA, pair.getPrivate()).sign(TEXT))
                .isEqualTo(java.sign());
    }

    @Test
    void theNativeLibraryIsUsedWhereItIsMadeForTheMachine() {
        assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .isEqualTo("Linux amd64");
        KeyPair pair = KeyAlgorithm.RSA.newPair();
        assertThat(SignatureEngine.of(KeyAlgorithm.RSA, pair.getPrivate()).providerName())
                .isEqualTo("AmazonCorrettoCryptoProvider");
    }
}
