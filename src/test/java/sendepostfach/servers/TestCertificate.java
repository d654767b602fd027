package sendepostfach.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for localhost and 127.0.0.1, and what a client needs to trust it.
 *
 * @param certificate the certificate as a PEM file
 * @param key its private key as a PEM file (PKCS #8, not encrypted)
 * @param trustStore a PKCS #12 file with the certificate, for {@code javax.net.ssl.trustStore}
 */
public record TestCertificate(Path certificate, Path key, Path trustStore) {
    /** The password of {@link #trustStore()}. */
    public static final String PASSWORD = "sendepostfach";

    /** Makes one in {@code directory}. */
    public static TestCertificate in(Path directory) throws IOException, GeneralSecurityException {
        Path store = directory.resolve("keys.p12");
        new Tool(Path.of(System.getProperty("java.home"), "bin", "keytool"))
                .run(
                        "",
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2");
        KeyStore keys = load(store);
        Path certificate = directory.resolve("certificate.pem");
        Path key = directory.resolve("key.pem");
        Key secret = keys.getKey("server", PASSWORD.toCharArray());
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));

        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        Path trustStore = directory.resolve("trust.p12");
        try (var out = Files.newOutputStream(trustStore)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return new TestCertificate(certificate, key, trustStore);
    }

    /** A TLS context that trusts this certificate and no other. */
    public SSLContext trustingContext() throws IOException, GeneralSecurityException {
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(load(trustStore));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + kind + "-----\n";
    }
}
