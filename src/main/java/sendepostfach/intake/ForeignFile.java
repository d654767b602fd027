package sendepostfach.intake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;

/** Recognises files that are no text tables, by the signatures at their beginning, so that a person learns what to do. */
final class ForeignFile {
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
            throw noCsv(file, new Text("a binary file", "eine Binärdatei"));
        }
    }

    private static InputFault noCsv(Path file, Text kind) {
        return new InputFault(Text.of(
                "%s: is %s and no CSV file; open it and save it as CSV",
                "%s: ist %s und keine CSV-Datei; öffnen Sie sie, und speichern Sie sie als CSV", file, kind));
    }

    private static Optional<Text> kindOf(Sample sample) {
        if (sample.startsWith('P', 'K', 3, 4) || sample.startsWith('P', 'K', 5, 6)) {
            return Optional.of(zipKind(sample));
        }
        if (sample.startsWith(0xd0, 0xcf, 0x11, 0xe0)) {
            return Optional.of(new Text("an Excel or other Office file", "eine Excel- oder andere Office-Datei"));
        }
        if (sample.startsWith('%', 'P', 'D', 'F')) {
            return Optional.of(new Text("a PDF file", "eine PDF-Datei"));
        }
        return imageKind(sample).or(() -> archiveKind(sample)).or(() -> markupKind(sample));
    }

    private static Text zipKind(Sample sample) {
        String names = new String(sample.head(), StandardCharsets.ISO_8859_1);
        if (names.contains("opendocument.spreadsheet")) {
            return new Text("an OpenDocument spreadsheet", "eine OpenDocument-Tabelle");
        }
        if (names.contains("opendocument.")) {
            return new Text("an OpenDocument file", "eine OpenDocument-Datei");
        }
        if (names.contains("xl/")) {
            return new Text("an Excel workbook", "eine Excel-Mappe");
        }
        return names.contains("word/")
                ? new Text("a Word document", "ein Word-Dokument")
                : new Text("a ZIP archive", "ein ZIP-Archiv");
    }

    private static Optional<Text> imageKind(Sample sample) {
        boolean image = sample.startsWith(0x89, 'P', 'N', 'G')
                || sample.startsWith(0xff, 0xd8, 0xff)
                || sample.startsWith('G', 'I', 'F', '8')
                || sample.startsWith('I', 'I', '*', 0)
                || sample.startsWith('M', 'M', 0, '*')
                || sample.startsWith('R', 'I', 'F', 'F');
        return image ? Optional.of(new Text("an image", "ein Bild")) : Optional.empty();
    }

    private static Optional<Text> archiveKind(Sample sample) {
        boolean archive = sample.startsWith(0x1f, 0x8b)
                || sample.startsWith('B', 'Z', 'h')
                || sample.startsWith(0xfd, '7', 'z', 'X', 'Z')
                || sample.startsWith('7', 'z', 0xbc, 0xaf)
                || sample.startsWith('R', 'a', 'r', '!')
                || sample.startsWith(0x28, 0xb5, 0x2f, 0xfd);
        return archive ? Optional.of(new Text("a compressed archive", "ein komprimiertes Archiv")) : Optional.empty();
    }

    /** Many programs write a HTML or XML table under the name of a spreadsheet. */
    private static Optional<Text> markupKind(Sample sample) {
        String opening = Blanks.strip(sample.opening().replaceFirst("^\u00ef\u00bb\u00bf", ""))
                .toLowerCase(Locale.ROOT);
        if (opening.startsWith("<!doctype html") || opening.startsWith("<html") || opening.startsWith("<table")) {
            return Optional.of(new Text("a HTML page", "eine HTML-Seite"));
        }
        if (opening.startsWith("<?xml")) {
            return Optional.of(new Text("an XML file", "eine XML-Datei"));
        }
        if (opening.startsWith("{\\rtf")) {
            return Optional.of(new Text("an RTF document", "ein RTF-Dokument"));
        }
        if (opening.startsWith("{\"") || opening.startsWith("[{")) {
            return Optional.of(new Text("a JSON file", "eine JSON-Datei"));
        }
        return opening.startsWith("begin:vcard")
                ? Optional.of(new Text("a file of address cards (vCard)", "eine Datei mit Adresskarten (vCard)"))
                : Optional.empty();
    }
}
