package sendepostfach.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;

/** A list's file on disk. */
final class ListFile {
    private ListFile() {}

    /** The file's text from behind the byte order mark on; what is malformed in it is replaced. */
    static Reader open(Path file, Encoding encoding) throws IOException {
        InputStream bytes = Files.newInputStream(file);
        try {
            bytes.skipNBytes(encoding.markLength());
            return new InputStreamReader(bytes, encoding.charset());
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    /** What to tell a person whose file cannot be read. */
    static InputFault unreadable(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new InputFault(
                    Text.of(
                            "%s: there is no such file; check the path",
                            "%s: diese Datei gibt es nicht; prüfen Sie den Pfad", file),
                    cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new InputFault(file + ": may not be read; allow this user to read it", cause);
        }
        if (Files.isDirectory(file)) {
            return new InputFault(isDirectory(file), cause);
        }
        return new InputFault(
                Text.of("%s: cannot be read: %s", "%s: ist nicht zu lesen: %s", file, cause.getMessage()), cause);
    }

    static Text isDirectory(Path file) {
        return Text.of("%s: is a directory; name a CSV file", "%s: ist ein Ordner; nehmen Sie eine CSV-Datei", file);
    }
}
