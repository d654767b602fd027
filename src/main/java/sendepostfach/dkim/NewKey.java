package sendepostfach.dkim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Set;

import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.InputFault;

/** Makes key pairs. */
public final class NewKey {
    private NewKey() {}

    /**
     * Makes a key pair: the private key goes into a new file that only its owner may read, as PKCS#8 in PEM.
     *
     * @return the record that publishes the public key
     * @throws InputFault where the file is there already, or cannot be written
     */
    public static DnsRecord make(DkimKey names, KeyAlgorithm algorithm) {
        KeyPair pair = algorithm.newPair();
        Path file = Path.of(names.keyFile());
        try {
            write(file, pem(pair.getPrivate().getEncoded()));
        } catch (FileAlreadyExistsException there) {
            throw new InputFault(
                    file + ": is there already, and a key in use must not be lost; choose another selector, or another"
                            + " file with --out",
                    there);
        } catch (NoSuchFileException noFolder) {
            throw new InputFault(
                    file + ": its folder is not there; make it, or choose another file with --out", noFolder);
        } catch (IOException fault) {
            throw new InputFault(file + ": cannot be written: " + fault.getMessage(), fault);
        }
        return new DnsRecord(
                names.recordName(),
                "v=DKIM1; k=" + algorithm.keyType() + "; p=" + algorithm.publicPart(pair.getPublic()));
    }

    private static String pem(byte[] pkcs8) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pkcs8);
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    /** Nobody else may read it from the first moment on. */
    private static void write(Path file, String pem) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] onlyMine = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Set<StandardOpenOption> create = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (WritableByteChannel out = Files.newByteChannel(file, create, onlyMine)) {
            ByteBuffer octets = ByteBuffer.wrap(pem.getBytes(StandardCharsets.US_ASCII));
            while (octets.hasRemaining()) {
                out.write(octets);
            }
        }
    }
}
