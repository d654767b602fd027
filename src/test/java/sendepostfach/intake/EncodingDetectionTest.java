package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingDetectionTest {
    @TempDir
    Path directory;

    /** The shortest texts that leave something to tell. */
    @ParameterizedTest
    @CsvSource({
        "Müller, windows-1252",
        "MÜLLER, windows-1252",
        "Weiß, windows-1252",
        "René, windows-1252",
        "50 €, windows-1252",
        "„Blume“, windows-1252",
        "Rock’n Roll, windows-1252",
        "Rock´n Roll, windows-1252",
        "Wert – mehr, windows-1252",
        "50 €, ISO-8859-15",
        "Müller 50 €, ISO-8859-15",
        "Müller, x-MacRoman",
        "MÜLLER, x-MacRoman",
        "Käse, x-MacRoman",
        "Köln, x-MacRoman",
        "Ärzte, x-MacRoman",
        "Straße, x-MacRoman",
        "Renée, x-MacRoman",
        "„Blüten“ – 50 €, x-MacRoman",
        "Müller, UTF-8",
        "50 €, UTF-8",
        "„Blume“, UTF-8",
        "plain, UTF-8",
        "Müller, UTF-16LE",
        "plain, UTF-16BE"
    })
    void aFewLettersTellTheCharset(String text, String charset) {
        String list = "Name;Mail\n" + text + ";a@gmx.example\n";
        assertThat(detect(list.getBytes(Charset.forName(charset)))).isEqualTo(Charset.forName(charset));
    }

    @Test
    void damagedBytesDoNotTurnUtf8IntoSomethingElse() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes("Name;Mail\nMüller;a@gmx.example\nGroß;b@gmx.example\nAndr".getBytes(StandardCharsets.UTF_8));
        bytes.write(0xe9);
        bytes.writeBytes(";c@gmx.example\n".getBytes(StandardCharsets.UTF_8));
        assertThat(detect(bytes.toByteArray())).isEqualTo(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "windows-1252", "x-MacRoman"})
    void theFirstUmlautMayStandFarBehind(Charset charset) {
        String rows = "Beck;a@gmx.example\n".repeat(40_000);
        assertThat(detect(("Name;Mail\n" + rows + "Müller;m@gmx.example\n" + rows).getBytes(charset)))
                .isEqualTo(charset);
    }

    @Test
    void theSampleMayEndWithinACharacter() {
        for (int shift = 0; shift < 3; shift++) {
            String list = "x".repeat(shift) + "Name;Mail\n" + "äöü€;a@gmx.example\n".repeat(20_000);
            assertThat(detect(list.getBytes(StandardCharsets.UTF_8))).isEqualTo(StandardCharsets.UTF_8);
        }
    }

    @Test
    void aCyrillicListIsNotTakenForAWesternOne() {
        String list = "Имя;Mail\n" + "Александра Петрова, Москва;a@gmx.example\n".repeat(20);
        Charset cyrillic = Charset.forName("windows-1251");
        assertThat(detect(list.getBytes(cyrillic))).isEqualTo(cyrillic);
    }

    private Charset detect(byte[] bytes) {
        return Lists.detect(Lists.write(directory, bytes)).charset();
    }
}
