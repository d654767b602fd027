package sendepostfach.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import sendepostfach.campaign.InputFault;

/** The beginning of a file, from which its format is told. */
final class Sample {
    /** Enough for some thousand rows. */
    static final int LENGTH = 256 * 1024;
    /** How much of the file is looked at around the first letter that is not ASCII, when the beginning has none. */
    private static final int BLOCK = 64 * 1024;

    private final byte[] head;
    private final byte[] letters;
    private final boolean whole;

    private Sample(byte[] head, byte[] letters, boolean whole) {
        this.head = head;
        this.letters = letters;
        this.whole = whole;
    }

    /**
     * Reads the sample. If the beginning is pure ASCII the file is searched on, since its first umlaut may stand far
     * behind and is all that can tell the charset.
     *
     * @throws InputFault if the file cannot be read
     */
    static Sample of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(LENGTH);
            boolean whole = head.length < LENGTH;
            byte[] letters = head;
            while (isAscii(letters) && !whole) {
                byte[] block = in.readNBytes(BLOCK);
                if (block.length == 0) {
                    break;
                }
                letters = block;
            }
            return new Sample(head, letters, whole);
        } catch (IOException e) {
            throw ListFile.unreadable(file, e);
        }
    }

    /** The file's first bytes. */
    byte[] head() {
        return head;
    }

    /** Bytes with characters beyond ASCII, if the file has any. */
    byte[] letters() {
        return letters;
    }

    /** The text of the file's beginning, up to the last complete line if there is more. */
    String text(Encoding encoding) {
        int length = head.length - encoding.markLength();
        String text = new String(head, encoding.markLength(), length, encoding.charset());
        int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
        return whole || end < 0 ? text : text.substring(0, end + 1);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    boolean startsWith(int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first bytes as ASCII, for signatures that are words. */
    String opening() {
        return new String(Arrays.copyOf(head, Math.min(head.length, 1024)), StandardCharsets.ISO_8859_1);
    }
}
