package sendepostfach.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class RelaxedHeaderTest {
    @Test
    void aFieldIsUnfoldedAndItsBlanksAreOne() {
        assertThat(canonical("A: X\r\nB : Y\t\r\n\tZ  \r\n")).isEqualTo("a:X\r\nb:Y Z\r\n");
        assertThat(canonical("Subject:\r\n =?UTF-8?Q?=C3=BC?=\r\n =?UTF-8?Q?x?=\r\n"))
                .isEqualTo("subject:=?UTF-8?Q?=C3=BC?= =?UTF-8?Q?x?=\r\n");
        assertThat(canonical("List-ID:a:b : c\r\n")).isEqualTo("list-id:a:b : c\r\n");
        assertThat(canonical("Subject: \r\n")).isEqualTo("subject:\r\n");
        assertThat(canonical("To: <jörg@x.example>\r\n")).isEqualTo("to:<jörg@x.example>\r\n");
    }

    @Test
    void theEndOfTheHeaderIsFound() {
        assertThat(HeaderFields.of(octets("A: b\r\n c\r\n\r\nbody\r\n\r\n")).end())
                .isEqualTo(12);
        assertThat(HeaderFields.of(octets("A: b\r\n")).end()).isEqualTo(6);
        assertThat(HeaderFields.of(octets("\r\nbody")).fields()).isEmpty();
    }

    private static String canonical(String header) {
        byte[] mail = octets(header + "\r\n");
        var canonical = new RelaxedHeader();
        HeaderFields.of(mail).fields().forEach(field -> canonical.add(mail, field));
        return new String(canonical.bytes(), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
