package sendepostfach.preflight.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key in a PEM file, RSA (PKCS #1 or #8) or Ed25519, as far as a check needs it. */
final class SigningKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (RSA )?PRIVATE KEY-----");
    /** The version and the algorithm identifier of RSA in PKCS #8. */
    private static final byte[] RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private static final byte[] PROBE = "sendepostfach signs this and verifies it".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey key;

    private SigningKey(PrivateKey key) {
        this.key = key;
    }

    /** The file holds no key that can be used; the message says why. */
    static final class Unusable extends Exception {
        Unusable(String message) {
            super(message);
        }
    }

    static SigningKey read(Path file) throws Unusable {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw new Unusable("there is no such file");
        } catch (IOException cannot) {
            throw new Unusable("it cannot be read: " + cannot.getMessage());
        }
        Matcher pem = PEM.matcher(text);
        if (!pem.find()) {
            throw new Unusable(
                    "it holds no PRIVATE KEY in PEM" + (text.contains("ENCRYPTED") ? " without a password" : ""));
        }
        byte[] octets = Base64.getMimeDecoder().decode(pem.group(2));
        byte[] encoded = pem.group(1) == null ? octets : wrapped(octets);
        for (String algorithm : new String[] {"RSA", "Ed25519"}) {
            try {
                return new SigningKey(
                        KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
            } catch (GeneralSecurityException another) {
                continue;
            }
        }
        throw new Unusable("its key is neither RSA nor Ed25519");
    }

    /** PKCS #1 put into PKCS #8. */
    private static byte[] wrapped(byte[] pkcs1) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(RSA);
        der(body, 0x04, pkcs1);
        var whole = new ByteArrayOutputStream();
        der(whole, 0x30, body.toByteArray());
        return whole.toByteArray();
    }

    private static void der(ByteArrayOutputStream out, int tag, byte[] content) {
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
    }

    /** How long an RSA key is; empty for Ed25519. */
    Optional<Integer> rsaBits() {
        return key instanceof RSAPrivateCrtKey rsa
                ? Optional.of(rsa.getModulus().bitLength())
                : Optional.empty();
    }

    /** The public key, as far as it can be told from the private one: of RSA. */
    Optional<PublicKey> publicKey() {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            return Optional.empty();
        }
        try {
            return Optional.of(KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())));
        } catch (GeneralSecurityException impossible) {
            return Optional.empty();
        }
    }

    /** Whether what this key signs can be verified with the other one. */
    boolean matches(PublicKey other) {
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "Ed25519";
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException different) {
            return false;
        }
    }
}
