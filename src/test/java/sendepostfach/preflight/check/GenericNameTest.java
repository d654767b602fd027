package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sendepostfach.preflight.Ip;

class GenericNameTest {
    @ParameterizedTest
    @CsvSource({
        "static.88-198-51-7.clients.your-server.de, 88.198.51.7, ADDRESS",
        "static.7.51.198.88.clients.your-server.de, 88.198.51.7, ADDRESS",
        "ec2-3-120-15-9.eu-central-1.compute.amazonaws.com, 3.120.15.9, ADDRESS",
        "p5B0C1A2D.dip0.t-ipconnect.de, 91.12.26.45, ADDRESS",
        "p5B0C1A2D.dip0.t-ipconnect.de, 192.0.2.1, DYNAMIC",
        "ip-176-198-20-3.um12.pools.vodafone-ip.de, 176.198.20.3, ADDRESS",
        "vmd012345.contaboserver.net, 192.0.2.1, ",
        "host-091-012-026-045.example.net, 91.12.26.45, ADDRESS",
        "091012026045.example.net, 91.12.26.45, ADDRESS",
        "45.26.12.91.example.net, 91.12.26.45, ADDRESS",
        "cable-26-45.12.91.example.net, 91.12.26.45, ",
        "dslb-178-002-003-004.178.002.pools.vodafone-ip.de, 178.2.3.4, ADDRESS",
        "dyn-7.provider.example, 192.0.2.1, DYNAMIC",
        "adsl7.provider.example, 192.0.2.1, DYNAMIC",
        "ppp.provider.example, 192.0.2.1, DYNAMIC",
        "mail.dynamics.example, 192.0.2.1, ",
        "mout.kundenserver.de, 212.227.126.130, ",
        "mout.gmx.net, 212.227.17.20, ",
        "mail-wm1-f50.google.com, 209.85.128.50, ",
        "mail-am6eur05on2042.outbound.protection.outlook.com, 40.107.22.42, ",
        "a8-29.smtp-out.amazonses.com, 54.240.8.29, ",
        "o1.ptr4321.sendgrid.net, 167.89.1.2, ",
        "mailout07.t-online.de, 194.25.134.83, ",
        "customx.crm-now.de, 212.42.245.135, ",
        "mx1.dsl.example, 192.0.2.1, ",
        "2001-db8-12-34-56-78-9a-bc.example.net, 2001:db8:12:34:56:78:9a:bc, ADDRESS",
        "mx6.example.net, 2001:db8::25, "
    })
    void tellsChosenNamesFromMadeOnes(String name, String ip, GenericName.Kind kind) {
        assertThat(GenericName.of(name, Ip.parse(ip).orElseThrow()).orElse(null))
                .isEqualTo(kind);
    }
}
