package sendepostfach.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "::ffff:192.0.2.1, ::ffff:c000:201",
        "1:2:3:4:5:6:192.0.2.1, 1:2:3:4:5:6:c000:201",
        "fe80::, fe80::"
    })
    void readsAddressesAndWritesThemAsRfc5952Does(String text, String written) {
        assertThat(Ip.parse(text)).hasValueSatisfying(ip -> assertThat(ip).hasToString(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "256.1.1.1",
                "1.2.3.4 ",
                "a.b.c.d",
                ":",
                ":1",
                "1:",
                ":::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "1.2.3.4::",
                "::1.2.3",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7::8:9",
                "[::1]"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(Ip.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.0, 24, true",
        "192.0.3.1, 192.0.2.0, 24, false",
        "192.0.2.1, 10.0.0.0, 0, true",
        "192.0.2.1, 192.0.2.1, 32, true",
        "192.0.2.1, 192.0.2.0, 32, false",
        "2001:db8::1, 2001:db8::, 32, true",
        "2001:db9::1, 2001:db8::, 32, false",
        "2001:db8::1, 2001:db8::2, 126, true",
        "2001:db8::1, 2001:db8::2, 127, false",
        "2001:db8::1, 2001:db8::1, 128, true",
        "2001:db8::1, ::, 0, true",
        "2001:db8:0:1::1, 2001:db8:0:1:2::1, 64, true",
        "2001:db8:0:1::1, 2001:db8:0:2::1, 64, false",
        "192.0.2.1, ::, 0, false"
    })
    void knowsWhatIsInANetwork(String ip, String network, int prefix, boolean in) {
        assertThat(Ip.parse(ip).orElseThrow().isIn(Ip.parse(network).orElseThrow(), prefix))
                .isEqualTo(in);
    }

    @Test
    void hasANameInDns() {
        assertThat(Ip.parse("192.0.2.1").orElseThrow().reverseName()).isEqualTo("1.2.0.192.in-addr.arpa");
        assertThat(Ip.parse("2001:db8::1").orElseThrow().reverseName())
                .isEqualTo("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6.arpa");
    }

    @Test
    void anIpv4MappedAddressStandsForTheIpv4Address() {
        assertThat(Ip.parse("::ffff:192.0.2.1").orElseThrow().unmapped())
                .isEqualTo(Ip.parse("192.0.2.1").orElseThrow());
        assertThat(Ip.parse("::fffe:192.0.2.1").orElseThrow().unmapped().isV4()).isFalse();
    }
}
