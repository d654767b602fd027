package sendepostfach.bounce;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import sendepostfach.campaign.InputFault;

/**
 * Where mails lie: a file with one mail, an mbox (RFC 4155), a Maildir, or a directory of such files. Of each mail only as
 * much is held as is looked at.
 */
public final class MailFile {
    private static final Pattern FROM_LINE = Pattern.compile(
            "From +\\S.{0,200} (?:[A-Z][a-z]{2} +\\d{1,2}|\\d{1,2} [A-Z][a-z]{2}) .{0,40}\\d:\\d\\d.{0,60}\\s*");
    private static final int NEWLINE = '\n';

    private final Path path;

    private MailFile(Path path) {
        this.path = path;
    }

    /** What becomes of each mail. */
    public interface Consumer {
        /**
         * Takes a mail.
         *
         * @param file the file that it lies in
         * @param mail its bytes, of a very big one the first
         */
        void take(Path file, byte[] mail);
    }

    /**
     * Opens nothing yet.
     *
     * @throws InputFault if there is no such file or directory, or it cannot be read
     */
    public static MailFile of(Path path) {
        if (!Files.exists(path)) {
            throw new InputFault(path + ": no such file");
        }
        if (!Files.isReadable(path)) {
            throw new InputFault(path + ": cannot be read: permission denied");
        }
        return new MailFile(path);
    }

    /** Hands over each mail in the order of the files' names. */
    public void forEach(Consumer consumer) {
        try {
            for (Path file : files()) {
                read(file, consumer);
            }
        } catch (IOException fault) {
            throw new InputFault(path + ": cannot be read: " + fault.getMessage(), fault);
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        boolean maildir = Files.isDirectory(path.resolve("cur")) || Files.isDirectory(path.resolve("new"));
        List<Path> folders = maildir ? List.of(path.resolve("cur"), path.resolve("new")) : List.of(path);
        try (Stream<Path> all = folders.stream().filter(Files::isDirectory).flatMap(MailFile::list)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException fault) {
            throw new InputFault(folder + ": cannot be read: " + fault.getMessage(), fault);
        }
    }

    private static void read(Path file, Consumer consumer) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(6);
            boolean mbox = new String(in.readNBytes(5), StandardCharsets.ISO_8859_1).equals("From ");
            in.reset();
            if (mbox) {
                readMbox(file, in, consumer);
            } else {
                consumer.take(file, in.readNBytes(Bounds.MESSAGE));
            }
        }
    }

    /** Parts an mbox at lines that begin with "From " and follow a blank line. */
    private static void readMbox(Path file, InputStream in, Consumer consumer) throws IOException {
        var mail = new ByteArrayOutputStream();
        var line = new ByteArrayOutputStream();
        boolean first = true;
        boolean afterBlank = true;
        while (readLine(in, line)) {
            if (afterBlank && isFromLine(line)) {
                if (!first) {
                    consumer.take(file, mail.toByteArray());
                }
                first = false;
                mail.reset();
            } else if (mail.size() + line.size() <= Bounds.MESSAGE) {
                line.writeTo(mail);
            }
            afterBlank = isBlank(line);
        }
        consumer.take(file, mail.toByteArray());
    }

    private static boolean isFromLine(ByteArrayOutputStream line) {
        return line.size() < 400
                && FROM_LINE.matcher(line.toString(StandardCharsets.ISO_8859_1)).matches();
    }

    private static boolean isBlank(ByteArrayOutputStream line) {
        return line.size() <= 2 && line.toString(StandardCharsets.ISO_8859_1).isBlank();
    }

    /** Reads a line with its end; of an endless one a piece. */
    private static boolean readLine(InputStream in, ByteArrayOutputStream line) throws IOException {
        line.reset();
        int letter = in.read();
        while (letter >= 0) {
            line.write(letter);
            if (letter == NEWLINE || line.size() >= 1 << 16) {
                return true;
            }
            letter = in.read();
        }
        return line.size() > 0;
    }
}
