package sendepostfach.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;
import sendepostfach.draft.ListFiles;

/**
 * A draft's files. Every name that comes from outside is checked, so that nothing outside the folder is ever read or written.
 *
 * @param path the folder
 */
record DraftFolder(Path path) {
    static final long MOST_LIST = 1L << 30;
    static final long MOST_PICTURE = 10L << 20;
    static final int MOST_PICTURES = 60;

    private static final long SPARE = 200L << 20;
    private static final int MOST_SEGMENTS = 4;

    static DraftFolder of(Path data, String draft) {
        if (!draft.matches("[a-z0-9]{6,20}")) {
            throw new NotThere("draft", draft);
        }
        return new DraftFolder(ListFiles.of(data, draft).folder());
    }

    Path list() {
        return new ListFiles(path).list();
    }

    Path rejected() {
        return new ListFiles(path).rejected();
    }

    Path findings() {
        return new ListFiles(path).findings();
    }

    Path job() {
        return path.resolve("job.yaml");
    }

    /** Where the mail's files are. */
    Path mail() {
        return path.resolve("mail");
    }

    Path html() {
        return mail().resolve("mail.html");
    }

    Path text() {
        return mail().resolve("mail.txt");
    }

    boolean hasList() {
        return Files.exists(list());
    }

    /**
     * A file of the mail by the name under which the HTML refers to it.
     *
     * @throws InputFault where the name leads out of the folder, or is none that is allowed
     */
    Path picture(String name) {
        String[] segments = name.split("/", -1);
        boolean plain = segments.length <= MOST_SEGMENTS
                && Stream.of(segments)
                        .allMatch(segment -> segment.matches("[\\p{L}\\p{N}_][\\p{L}\\p{N} ._()+@-]{0,99}"))
                && !name.equals("mail.html")
                && !name.equals("mail.txt");
        if (!plain) {
            throw new InputFault(Text.of(
                    "\"%s\" is not a name that a picture may have; use letters, digits, '.', '_', '-', and folders beside"
                            + " the mail",
                    "\"%s\" darf ein Bild nicht heißen; erlaubt sind Buchstaben, Ziffern, '.', '_', '-' und Ordner neben der"
                            + " Mail",
                    shortened(name)));
        }
        return mail().resolve(name);
    }

    /** The pictures that there are, by name. */
    List<String> pictures() {
        if (!Files.isDirectory(mail())) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(mail())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(html()) && !file.equals(text()))
                    .map(file -> mail().relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.endsWith(".part"))
                    .sorted()
                    .toList();
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot read " + mail(), cannot);
        }
    }

    /**
     * Writes what comes in to a file, in constant memory. Nothing is kept of what is too long or breaks off.
     *
     * @param announced how long it is said to be; negative where nobody said
     * @throws InputFault where it is longer than allowed, or the disk has no room
     */
    static void receive(InputStream in, long announced, long most, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        if (announced > most) {
            throw new TooBig(most);
        }
        if (Files.getFileStore(target.getParent()).getUsableSpace() < Math.max(0, announced) + SPARE) {
            throw new InputFault(new Text(
                    "there is no room left on the server for this file; tell an administrator",
                    "auf dem Server ist kein Platz mehr für diese Datei; sagen Sie es der Verwaltung"));
        }
        Path part = Files.createTempFile(target.getParent(), "upload", ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                byte[] buffer = new byte[64 * 1024];
                long total = 0;
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    total += n;
                    if (total > most) {
                        throw new TooBig(most);
                    }
                    out.write(buffer, 0, n);
                }
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Takes everything away. */
    void delete() {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot delete " + path, cannot);
        }
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }

    /** An upload is longer than allowed. */
    static final class TooBig extends IOException {
        private final long megabytes;

        TooBig(long most) {
            super("the file is larger than " + most / (1 << 20) + " MB");
            this.megabytes = most / (1 << 20);
        }

        Text text() {
            return Text.of("the file is larger than %d MB", "die Datei ist größer als %d MB", megabytes);
        }
    }
}
