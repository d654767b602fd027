package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import sendepostfach.campaign.InputFault;

class ForeignFileTest {
    @TempDir
    Path directory;

    static Stream<Arguments> files() throws IOException {
        return Stream.of(
                Arguments.of("an Excel workbook", zip("[Content_Types].xml", "", "xl/workbook.xml", "")),
                Arguments.of("an OpenDocument spreadsheet", ods()),
                Arguments.of("a ZIP archive", zip("liste.csv", "Name;Mail")),
                Arguments.of(
                        "an Excel or other Office file", bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0)),
                Arguments.of("a PDF file", "%PDF-1.7\n%âãÏÓ\n1 0 obj".getBytes(StandardCharsets.ISO_8859_1)),
                Arguments.of("an image", bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0)),
                Arguments.of("an image", bytes(0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F')),
                Arguments.of("a compressed archive", gzip("Name;Mail\n")),
                Arguments.of("a HTML page", "\ufeff<html><table><tr><td>Name".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("an XML file", "<?xml version=\"1.0\"?><Workbook/>".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("a JSON file", "[{\"mail\": \"a@gmx.example\"}]".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("a binary file", new byte[5000]),
                Arguments.of("a binary file", bytes(1, 2, 0, 0, 3, 0, 7, 0, 1, 0, 0, 0, 'a', ';', 'b')),
                Arguments.of("a binary file", noise()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void aFileThatIsNoCsvIsNamedWithItsKindAndTheRemedy(String kind, byte[] bytes) {
        Path file = Lists.write(directory, bytes);
        assertThatThrownBy(() -> Lists.detect(file))
                .isInstanceOf(InputFault.class)
                .hasMessageStartingWith(file + ": is " + kind + " and no CSV file")
                .hasMessageContaining("save it as CSV")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff", "\n\n", "  \r\n\t\r\n", "sep=;\r\n"})
    void anEmptyFileIsAFault(String text) {
        Path file = Lists.write(directory, text);
        assertThatThrownBy(() -> Lists.detect(file))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining(file + ": is empty");
    }

    @Test
    void aMissingFileAndADirectoryAreFaults() {
        Path missing = directory.resolve("nirgends.csv");
        assertThatThrownBy(() -> Lists.detect(missing))
                .isInstanceOf(InputFault.class)
                .hasMessage(missing + ": there is no such file; check the path");
        assertThatThrownBy(() -> Lists.detect(directory))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("is a directory");
    }

    @Test
    void aStrayControlCharacterMakesNoBinaryFile() {
        Path file = Lists.write(directory, "Name;Mail\nBe\u0000ck;a@gmx.example\n" + "Lang;b@gmx.example\n".repeat(20));
        assertThat(Lists.detect(file).emailColumnName()).contains("Mail");
    }

    private static byte[] ods() throws IOException {
        return zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    }

    private static byte[] zip(String... namesAndContents) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0);
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] noise() {
        var bytes = new byte[20_000];
        new Random(1).nextBytes(bytes);
        bytes[0] = 'x';
        return bytes;
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
