package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

import sendepostfach.campaign.Address;
import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.PracticeNameServer;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.Sending;

/** Mailboxes of providers that publish their sending addresses: the remedy brings in that record. */
class ProviderIncludeTest {
    private static final Pattern RECORD = Pattern.compile("v=spf1.*$");

    private final PracticeNameServer server = new PracticeNameServer()
            .deniesOtherNames()
            .has("_spf-eu.ionos.com", 300, Type.TXT, "\"v=spf1 ip4:192.0.2.0/25 ip4:198.51.100.0/26 ?all\"")
            .has("spf.protection.outlook.com", 300, Type.TXT, "\"v=spf1 ip4:203.0.113.0/28 ip6:2001:db8:1::/48 -all\"")
            .has("_spf.google.com", 300, Type.TXT, "\"v=spf1 include:_nb.google.com ~all\"")
            .has("_nb.google.com", 300, Type.TXT, "\"v=spf1 ip4:203.0.113.64/28 ~all\"")
            .has("smtp.ionos.de", 300, Type.A, "192.0.2.200")
            .has("mout.kundenserver.de", 300, Type.A, "192.0.2.17")
            .has("odd.kundenserver.de", 300, Type.A, "203.0.113.99")
            .has("mx.blatt.example", 300, Type.A, "192.0.2.250")
            .has("blatt.example", 300, Type.MX, "10 mx.blatt.example.");

    @AfterEach
    void stop() {
        server.close();
    }

    private Finding spf(String host, String... sendingHosts) {
        var mailbox = ProviderMailbox.at(host, sendingHosts);
        var sending = new Sending(
                Address.of("news@blatt.example"),
                Optional.empty(),
                "news@blatt.example",
                mailbox,
                List.of(),
                Optional.empty(),
                Audience.UNKNOWN);
        var dns = new Lookups(DnsRecordLookUps.by(server.address(), DnsSettings.DEFAULT));
        return new SpfCheck(dns, Clock.systemUTC(), sending).look().findings().get(0);
    }

    private String proposed(Finding finding) {
        assertThat(finding.level()).as(finding.toString()).isEqualTo(Level.FAIL);
        Matcher record = RECORD.matcher(finding.remedy().english());
        assertThat(record.find()).as(finding.toString()).isTrue();
        return record.group();
    }

    private void publish(String... records) {
        for (int i = 0; i < records.length; i++) {
            if (i == 0) {
                server.replaces("blatt.example", 300, Type.TXT, SenderZone.quoted(records[i]));
            } else {
                server.has("blatt.example", 300, Type.TXT, SenderZone.quoted(records[i]));
            }
        }
    }

    @Test
    void bringsInTheProvidersRecordAtTheRightPlace() {
        publish("v=spf1 mx -all");
        String record = proposed(spf("smtp.ionos.de", "mout.kundenserver.de"));
        assertThat(record).isEqualTo("v=spf1 mx include:_spf-eu.ionos.com -all");
        publish(record);
        assertThat(spf("smtp.ionos.de", "mout.kundenserver.de").level()).isEqualTo(Level.PASS);
    }

    @Test
    void goesByWhatTheProviderPublishesWhereNoHostIsNamed() {
        publish("v=spf1 mx -all");
        Finding found = spf("smtp.office365.com");
        assertThat(found.evidence().english()).contains("no sending-hosts", "spf.protection.outlook.com");
        String record = proposed(found);
        assertThat(record).isEqualTo("v=spf1 mx include:spf.protection.outlook.com -all");
        publish(record);
        assertThat(spf("smtp.office365.com").level()).isEqualTo(Level.PASS);

        publish("v=spf1 redirect=_spf.google.com");
        assertThat(spf("smtp.gmail.com").level()).isEqualTo(Level.PASS);
    }

    @Test
    void mergesSeveralRecords() {
        publish("v=spf1 mx ~all", "v=spf1 include:spf.protection.outlook.com -all");
        String record = proposed(spf("smtp.ionos.de"));
        assertThat(record).isEqualTo("v=spf1 mx include:spf.protection.outlook.com include:_spf-eu.ionos.com ~all");
        publish(record);
        assertThat(spf("smtp.ionos.de").level()).isEqualTo(Level.PASS);
    }

    @Test
    void writesTheAddressWhereTheProvidersRecordDoesNotHaveIt() {
        publish("v=spf1 mx -all");
        assertThat(proposed(spf("smtp.ionos.de", "odd.kundenserver.de"))).isEqualTo("v=spf1 mx ip4:203.0.113.99 -all");
    }

    @Test
    void writesTheAddressWhereTheRecordWouldCostTooManyLookUps() {
        var terms = new StringBuilder("v=spf1");
        for (int i = 0; i < 10; i++) {
            server.has("h" + i + ".blatt.example", 300, Type.A, "203.0.113." + (200 + i));
            terms.append(" exists:h").append(i).append(".%{i}.blatt.example");
        }
        publish(terms + " -all");
        Finding found = spf("smtp.ionos.de", "mout.kundenserver.de");
        assertThat(proposed(found)).doesNotContain("include:").contains("ip4:192.0.2.17");
        publish(proposed(found));
        assertThat(spf("smtp.ionos.de", "mout.kundenserver.de").level()).isEqualTo(Level.PASS);
    }

    @Test
    void withoutARecordOneIsWritten() {
        String record = proposed(spf("smtp.office365.com"));
        assertThat(record).isEqualTo("v=spf1 mx include:spf.protection.outlook.com ~all");
    }
}
