package sendepostfach.dkim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.InputFault;
import sendepostfach.dkim.UnusableKey.Why;

/** Private keys in PEM: PKCS#8, as this program and {@code openssl genpkey} write them, and PKCS#1, as older tools do. */
public final class PemKey {
    private static final long LONGEST = 65_536;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** PKCS#8 around an RSA key: version 0 and the algorithm rsaEncryption. */
    private static final byte[] RSA_PREFIX = {
        2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0
    };

    private static final byte OCTET_STRING = 4;
    private static final byte SEQUENCE = 0x30;

    private PemKey() {}

    /**
     * Reads a file.
     *
     * @throws InputFault naming the file and the remedy, never anything of its content
     */
    public static PrivateKey read(DkimKey names) {
        try {
            return open(names);
        } catch (UnusableKey fault) {
            throw fault.asInput();
        }
    }

    /** The same for those who have words of their own for what is wrong. */
    public static PrivateKey open(DkimKey names) throws UnusableKey {
        Matcher block = BLOCK.matcher(text(names));
        if (!block.find()) {
            throw UnusableKey.of(names, Why.NO_KEY);
        }
        String label = block.group(1);
        String content = block.group(2);
        if (label.startsWith("ENCRYPTED") || content.contains("ENCRYPTED")) {
            throw UnusableKey.of(names, Why.PASSPHRASE);
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(content);
            return switch (label) {
                case "PRIVATE KEY" -> decode(der);
                case "RSA PRIVATE KEY" -> decode(pkcs8(der));
                default -> throw UnusableKey.of(names, Why.OTHER_FORM, label);
            };
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            throw UnusableKey.of(names, Why.DAMAGED);
        }
    }

    private static String text(DkimKey names) throws UnusableKey {
        try {
            Path file = Path.of(names.keyFile());
            if (!Files.exists(file)) {
                throw UnusableKey.of(names, Why.MISSING);
            }
            if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
                throw UnusableKey.of(names, Why.NO_FILE);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (InvalidPathException | IOException unreadable) {
            throw UnusableKey.of(names, Why.UNREADABLE);
        }
    }

    /** The key of whichever kind: PKCS#8 says which, and a factory takes only its own. */
    private static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
        var spec = new PKCS8EncodedKeySpec(pkcs8);
        GeneralSecurityException last = null;
        for (String kind : new String[] {"RSA", "EdDSA", "EC"}) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (GeneralSecurityException another) {
                last = another;
            }
        }
        throw new GeneralSecurityException(last);
    }

    /** PKCS#8 from PKCS#1 (RFC 5208, 5). */
    private static byte[] pkcs8(byte[] pkcs1) {
        return der(SEQUENCE, joined(RSA_PREFIX, der(OCTET_STRING, pkcs1)));
    }

    private static byte[] der(byte type, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {type, (byte) length}
                : length < 0x100
                        ? new byte[] {type, (byte) 0x81, (byte) length}
                        : new byte[] {type, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return joined(head, content);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
