package sendepostfach.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file's name as a parameter of a header. A name that is not plain, or long, is encoded and split over lines (RFC 2231).
 * Jakarta Mail splits only what it does not encode, so that a long name with umlauts would make a line of any length.
 */
final class FileNameParameter {
    private static final int SEGMENT = 58;
    private static final String SAFE = ".-_";

    private FileNameParameter() {}

    /** The parameter with the {@code ;} and the new line before it. */
    static String of(String parameter, String fileName) {
        String name = HeaderText.clean(fileName.replaceFirst("^.*[/\\\\]", ""));
        if (name.length() <= SEGMENT && name.matches("[\\x20-\\x7e&&[^\"\\\\]]+")) {
            return ";\r\n " + parameter + "=\"" + name + "\"";
        }
        List<String> segments = segments(name);
        if (segments.size() == 1) {
            return ";\r\n " + parameter + "*=UTF-8''" + segments.get(0);
        }
        var out = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            out.append(";\r\n ").append(parameter).append('*').append(i).append("*=");
            out.append(i == 0 ? "UTF-8''" : "").append(segments.get(i));
        }
        return out.toString();
    }

    private static List<String> segments(String name) {
        var segments = new ArrayList<String>();
        var segment = new StringBuilder();
        for (int point : name.codePoints().toArray()) {
            String encoded = encoded(point);
            if (segment.length() + encoded.length() > SEGMENT) {
                segments.add(segment.toString());
                segment.setLength(0);
            }
            segment.append(encoded);
        }
        segments.add(segment.toString());
        return segments;
    }

    private static String encoded(int point) {
        if (point < 0x80 && (Character.isLetterOrDigit(point) || SAFE.indexOf(point) >= 0)) {
            return Character.toString(point);
        }
        var out = new StringBuilder();
        for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            out.append(String.format("%%%02X", octet & 0xff));
        }
        return out.toString();
    }
}
