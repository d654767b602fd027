package sendepostfach.message;

import java.net.URLConnection;
import java.util.Locale;
import java.util.Map;

/** What a file is, told by its name (RFC 2046). */
final class FileType {
    private static final String UNKNOWN = "application/octet-stream";

    /** What Java's own table does not know, or knows differently on different machines. */
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("csv", "text/csv"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("gif", "image/gif"),
            Map.entry("ics", "text/calendar"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("odt", "application/vnd.oasis.opendocument.text"),
            Map.entry("ods", "application/vnd.oasis.opendocument.spreadsheet"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("png", "image/png"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("vcf", "text/vcard"),
            Map.entry("webp", "image/webp"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("zip", "application/zip"));

    private FileType() {}

    static String of(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String known = BY_EXTENSION.get(extension);
        if (known != null) {
            return known;
        }
        String guessed = URLConnection.getFileNameMap().getContentTypeFor("x." + extension);
        return guessed == null ? UNKNOWN : guessed;
    }
}
