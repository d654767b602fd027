package sendepostfach.jobfile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mail;
import sendepostfach.message.HtmlReference;

/**
 * A job file with all the files of its mail, so that the campaign can be read again later and elsewhere, just as it was.
 * Not in it: the distribution list, keys, and what placeholders stand for, so that no secret is kept with it.
 *
 * @param name the job file's name, for errors
 * @param yaml its text, placeholders still in it
 * @param files the mail's files, by the names under which the job file and the HTML refer to them
 * @param directory the folder that the names of the list and of keys are relative to
 */
public record JobSource(String name, String yaml, Map<String, byte[]> files, Path directory) {
    private static final String KEPT = "the file is kept with the campaign";
    private static final Environment NOTHING = new Environment(Map.of(), ZoneOffset.UTC);

    public JobSource {
        files = Map.copyOf(files);
        directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Reads a job file and the files that it names.
     *
     * @throws InputFault if one of them cannot be read
     */
    public static JobSource load(Path jobFile) {
        String name = jobFile.toString();
        String yaml = text(name, bytes(jobFile, name + ": the job file"));
        Path directory =
                Optional.ofNullable(jobFile.toAbsolutePath().getParent()).orElse(jobFile);
        var loading = new Loading(name, directory, new LinkedHashMap<>());
        Section.read(name, yaml, NOTHING).ifPresent(loading::read);
        return new JobSource(name, yaml, loading.files, directory);
    }

    /** A file's name as errors show it: beside the job file. */
    String shown(String file) {
        return Path.of(name).resolveSibling(file).toString();
    }

    /** A text file of the mail. */
    Mail.Part part(String file) {
        return new Mail.Part(shown(file), text(shown(file), content(file)));
    }

    /** A file's bytes. */
    byte[] content(String file) {
        byte[] content = files.get(file);
        if (content == null) {
            throw new InputFault(name + ": the file " + file + " is not among those that are kept with the campaign");
        }
        return content;
    }

    /** The name under which a file is kept that an HTML file refers to. */
    static String beside(String html, String reference) {
        return Path.of(html).resolveSibling(reference).normalize().toString().replace('\\', '/');
    }

    /** A text in UTF-8, with or without a byte order mark. */
    private static String text(String file, byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new InputFault(file + ": is not UTF-8, save it in that encoding", notUtf8);
        }
    }

    private static byte[] bytes(Path file, String what) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            String why =
                    Files.isDirectory(file) ? "is a folder" : Files.exists(file) ? "cannot be read" : "is not there";
            throw new InputFault(what + " " + why, unreadable);
        }
    }

    /** The work of reading what the job file names. */
    private record Loading(String job, Path directory, Map<String, byte[]> files) {
        void read(Section section) {
            section.value("html").ifPresent(html -> readHtml(html, html.outright(KEPT)));
            section.value("text").ifPresent(text -> keep(text, text.outright(KEPT)));
            section.values("attachments").forEach(file -> keep(file, file.outright(KEPT)));
        }

        private void readHtml(Value field, String html) {
            keep(field, html);
            String shown = Path.of(job).resolveSibling(html).toString();
            byte[] content = files.get(html);
            if (content == null) {
                return;
            }
            for (HtmlReference reference : HtmlReference.in(new Mail.Part(shown, text(shown, content)))) {
                String name = beside(html, reference.name());
                String what = shown + ":" + reference.line() + ": the file \"" + reference.name() + "\"";
                files.computeIfAbsent(name, key -> bytes(directory.resolve(key), what));
            }
        }

        private void keep(Value field, String file) {
            try {
                Path path = directory.resolve(file);
                files.computeIfAbsent(file, key -> bytes(path, field + ": the file \"" + file + "\""));
            } catch (InvalidPathException notAPath) {
                throw field.fault("\"" + file + "\" is not a file name");
            }
        }
    }
}
