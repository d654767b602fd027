package sendepostfach.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sendepostfach.campaign.InputFault;

class NameServerTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:5353, 127.0.0.1, 5353",
        "127.0.0.1, 127.0.0.1, 53",
        "[::1]:5353, ::1, 5353",
        "[2001:db8::53], 2001:db8::53, 53",
        "::1, ::1, 53",
        "dns.example.org, dns.example.org, 53",
        "dns.example.org:54, dns.example.org, 54",
        "' localhost:5353 ', localhost, 5353"
    })
    void aNameServerIsAHostAndAPortThatIs53UnlessGiven(String text, String host, int port) {
        assertThat(NameServer.parse(text)).isEqualTo(new NameServer(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":53",
                "127.0.0.1:",
                "127.0.0.1:0",
                "127.0.0.1:65536",
                "127.0.0.1:99999",
                "[::1",
                "a b",
                "x:y"
            })
    void whatIsNoNameServerIsRefusedWithTheFormsThatAre(String text) {
        assertThatThrownBy(() -> NameServer.parse(text))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("\"" + text + "\"")
                .hasMessageContaining("HOST:PORT");
    }

    @Test
    void itIsWrittenAsItIsRead() {
        assertThat(NameServer.parse("[::1]:5353")).hasToString("[::1]:5353");
        assertThat(NameServer.parse("127.0.0.1")).hasToString("127.0.0.1:53");
    }
}
