package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class LineSourceTest {
    @Test
    void everyKindOfLineEndIsOne() throws IOException {
        assertThat(lines(new StringReader("a\nb\r\nc\rd\n\re")))
                .containsExactly(
                        new Line(1, "a", "\n", false),
                        new Line(2, "b", "\r\n", false),
                        new Line(3, "c", "\r", false),
                        new Line(4, "d", "\n", false),
                        new Line(5, "", "\r", false),
                        new Line(6, "e", "", false));
    }

    @Test
    void linesMayLieAcrossReads() throws IOException {
        assertThat(lines(oneByOne("ab\r\ncd\r\rä€\n")))
                .containsExactly(
                        new Line(1, "ab", "\r\n", false),
                        new Line(2, "cd", "\r", false),
                        new Line(3, "", "\r", false),
                        new Line(4, "ä€", "\n", false));
    }

    @Test
    void anOverlongLineIsCutAndTheNextIsWhole() throws IOException {
        String longLine = "x".repeat(3 * LineSource.MAX_LENGTH + 5);
        String longest = "y".repeat(LineSource.MAX_LENGTH);
        assertThat(lines(new StringReader(longLine + "\r\nshort\n" + longest + "\nend")))
                .containsExactly(
                        new Line(1, "x".repeat(LineSource.MAX_LENGTH), "\r\n", true),
                        new Line(2, "short", "\n", false),
                        new Line(3, longest, "\n", false),
                        new Line(4, "end", "", false));
    }

    @Test
    void anEmptyTextHasNoLines() throws IOException {
        assertThat(lines(new StringReader(""))).isEmpty();
    }

    private static List<Line> lines(Reader text) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (var source = new LineSource(text)) {
            for (Line line = source.next(); line != null; line = source.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static Reader oneByOne(String text) {
        return new StringReader(text) {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(1, length));
            }
        };
    }
}
