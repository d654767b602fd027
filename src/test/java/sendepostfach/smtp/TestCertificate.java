package sendepostfach.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates, made once a test run by the JDK's keytool: one for localhost and 127.0.0.1, and a wrong one. */
public final class TestCertificate {
    private static final String PASSWORD = "practice";
    private static final KeyStore KEYS = make("SAN=dns:localhost,ip:127.0.0.1");

    private TestCertificate() {}

    /** For a server that shows the certificate for localhost and 127.0.0.1. */
    public static SSLContext serverContext() {
        return serverContext(KEYS);
    }

    /** For a server that shows a certificate for another name, which {@link #clientContext()} trusts all the same. */
    public static SSLContext wrongNameContext() {
        return serverContext(WrongName.KEYS);
    }

    private static final class WrongName {
        private static final KeyStore KEYS = make("SAN=dns:mail.elsewhere.example");
    }

    private static SSLContext serverContext(KeyStore keys) {
        try {
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException trouble) {
            throw new IllegalStateException(trouble);
        }
    }

    /** For a client that trusts these certificates and no others. */
    public static SSLContext clientContext() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", KEYS.getCertificate("server"));
            trusted.setCertificateEntry("wrong-name", WrongName.KEYS.getCertificate("server"));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException trouble) {
            throw new IllegalStateException(trouble);
        }
    }

    /** Writes a trust store for another process, which trusts the certificate for another name; returns its password. */
    public static String trustWrongName(Path file) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("wrong-name", WrongName.KEYS.getCertificate("server"));
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return PASSWORD;
    }

    private static KeyStore make(String names) {
        try {
            Path folder = Files.createTempDirectory("test-certificate");
            Path file = folder.resolve("keys.p12");
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            Process process = new ProcessBuilder(
                            keytool.toString(),
                            "-genkeypair",
                            "-alias",
                            "server",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            names,
                            "-validity",
                            "36500",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Files.delete(file);
            Files.delete(folder);
            return keys;
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        } catch (GeneralSecurityException trouble) {
            throw new IllegalStateException(trouble);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
