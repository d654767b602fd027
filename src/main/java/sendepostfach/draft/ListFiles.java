package sendepostfach.draft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a draft that are about people: the list that was uploaded, and what was found in it.
 *
 * @param folder the draft's folder
 */
public record ListFiles(Path folder) {
    /** Those of a draft, below the data directory. */
    public static ListFiles of(Path data, String draft) {
        return new ListFiles(data.resolve("uploads").resolve(draft));
    }

    public Path list() {
        return folder.resolve("list.csv");
    }

    public Path rejected() {
        return folder.resolve("rejected.csv");
    }

    public Path findings() {
        return folder.resolve("findings.json");
    }

    public List<Path> all() {
        return List.of(list(), rejected(), findings());
    }

    /** Takes them away; the mail and the job stay. */
    public void delete() throws IOException {
        for (Path file : all()) {
            Files.deleteIfExists(file);
        }
    }
}
