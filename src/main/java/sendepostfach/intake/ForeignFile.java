package sendepostfach.intake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import sendepostfach.campaign.InputFault;

/** Recognises files that are no text tables, by the signatures at their beginning, so that a person learns what to do. */
final class ForeignFile {
    private static final String SAVE_AS_CSV = "open it and save it as CSV";

    private ForeignFile() {}

    /**
     * Refuses a file that is no CSV.
     *
     * @throws InputFault with the file, what it is, and the remedy
     */
    static void refuse(Path file, Sample sample) {
        kindOf(sample).ifPresent(kind -> {
            throw noCsv(file, kind);
        });
    }

    /** Refuses text that has the control characters of a binary file; a stray one does not make it one. */
    static void refuseControls(Path file, String text) {
        long controls =
                text.chars().filter(c -> c < ' ' && !Blanks.isBlank((char) c)).count();
        if (controls > 1 && controls * 100 > text.length()) {
            throw noCsv(file, "a binary file");
        }
    }

    private static InputFault noCsv(Path file, String kind) {
        return new InputFault(file + ": is " + kind + " and no CSV file; " + SAVE_AS_CSV);
    }

    private static Optional<String> kindOf(Sample sample) {
        if (sample.startsWith('P', 'K', 3, 4) || sample.startsWith('P', 'K', 5, 6)) {
            return Optional.of(zipKind(sample));
        }
        if (sample.startsWith(0xd0, 0xcf, 0x11, 0xe0)) {
            return Optional.of("an Excel or other Office file");
        }
        if (sample.startsWith('%', 'P', 'D', 'F')) {
            return Optional.of("a PDF file");
        }
        return imageKind(sample).or(() -> archiveKind(sample)).or(() -> markupKind(sample));
    }

    private static String zipKind(Sample sample) {
        String names = new String(sample.head(), StandardCharsets.ISO_8859_1);
        if (names.contains("opendocument.spreadsheet")) {
            return "an OpenDocument spreadsheet";
        }
        if (names.contains("opendocument.")) {
            return "an OpenDocument file";
        }
        if (names.contains("xl/")) {
            return "an Excel workbook";
        }
        return names.contains("word/") ? "a Word document" : "a ZIP archive";
    }

    private static Optional<String> imageKind(Sample sample) {
        boolean image = sample.startsWith(0x89, 'P', 'N', 'G')
                || sample.startsWith(0xff, 0xd8, 0xff)
                || sample.startsWith('G', 'I', 'F', '8')
                || sample.startsWith('I', 'I', '*', 0)
                || sample.startsWith('M', 'M', 0, '*')
                || sample.startsWith('R', 'I', 'F', 'F');
        return image ? Optional.of("an image") : Optional.empty();
    }

    private static Optional<String> archiveKind(Sample sample) {
        boolean archive = sample.startsWith(0x1f, 0x8b)
                || sample.startsWith('B', 'Z', 'h')
                || sample.startsWith(0xfd, '7', 'z', 'X', 'Z')
                || sample.startsWith('7', 'z', 0xbc, 0xaf)
                || sample.startsWith('R', 'a', 'r', '!')
                || sample.startsWith(0x28, 0xb5, 0x2f, 0xfd);
        return archive ? Optional.of("a compressed archive") : Optional.empty();
    }

    /** Many programs write a HTML or XML table under the name of a spreadsheet. */
    private static Optional<String> markupKind(Sample sample) {
        String opening = Blanks.strip(sample.opening().replaceFirst("^\u00ef\u00bb\u00bf", ""))
                .toLowerCase(Locale.ROOT);
        if (opening.startsWith("<!doctype html") || opening.startsWith("<html") || opening.startsWith("<table")) {
            return Optional.of("a HTML page");
        }
        if (opening.startsWith("<?xml")) {
            return Optional.of("an XML file");
        }
        if (opening.startsWith("{\\rtf")) {
            return Optional.of("an RTF document");
        }
        if (opening.startsWith("{\"") || opening.startsWith("[{")) {
            return Optional.of("a JSON file");
        }
        return opening.startsWith("begin:vcard") ? Optional.of("a file of address cards (vCard)") : Optional.empty();
    }
}
