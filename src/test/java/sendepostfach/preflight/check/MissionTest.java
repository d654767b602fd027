package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

import sendepostfach.campaign.Address;
import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.PracticeNameServer;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.GermanWords;
import sendepostfach.preflight.Insistence;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.MailboxProbe;
import sendepostfach.preflight.Sending;

/** A customer whose record knows the own servers only, and a mailbox at another operator. */
class MissionTest {
    private static final MailboxProbe GOOD = (mailbox, senders) ->
            new MailboxProbe.Seen(Optional.empty(), true, Optional.empty(), Set.of(), OptionalLong.empty(), List.of());

    private final PracticeNameServer server = new PracticeNameServer()
            .deniesOtherNames()
            .has("kunde.de", 300, Type.TXT, "\"v=spf1 a mx -all\"")
            .has("kunde.de", 300, Type.A, "192.0.2.80")
            .has("kunde.de", 300, Type.MX, "10 mail.kunde.de.")
            .has("mail.kunde.de", 300, Type.A, "192.0.2.25")
            .has("custommx.crm-now.de", 300, Type.A, "212.42.245.135")
            .has("135.245.42.212.in-addr.arpa", 300, Type.PTR, "CustomMX.crm-now.de.");
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        server.close();
        threads.shutdownNow();
    }

    @Test
    void failsAndNamesWhoInsistsAndTheRecordThatHelps() {
        Finding spf = spf(new Audience(Map.of("google", 31_000, "gmx-webde", 40_000, "outlook", 29_000), 0));

        assertThat(spf.level()).isEqualTo(Level.FAIL);
        assertThat(spf.evidence().english()).contains("212.42.245.135", "-all", "v=spf1 a mx -all");
        assertThat(spf.insists())
                .filteredOn(Insistence::must)
                .extracting(Insistence::provider)
                .containsExactly("Gmail", "Outlook.com");
        assertThat(spf.remedy().english()).endsWith(": v=spf1 a mx ip4:212.42.245.135 -all");
        assertThat(spf.remedy().german()).endsWith(": v=spf1 a mx ip4:212.42.245.135 -all");

        server.replaces("kunde.de", 300, Type.TXT, "\"v=spf1 a mx ip4:212.42.245.135 -all\"");
        assertThat(spf(Audience.UNKNOWN).level()).isEqualTo(Level.PASS);
    }

    @Test
    void namesAllWhereThereIsNoList() {
        assertThat(spf(Audience.UNKNOWN).insists())
                .filteredOn(Insistence::must)
                .extracting(Insistence::provider)
                .contains("Gmail", "Yahoo and AOL", "Outlook.com", "iCloud", "Orange");
    }

    @Test
    void keepsTheCampaignFromStarting() {
        assertThat(check(Audience.UNKNOWN).isHopeless()).isTrue();
        server.replaces("kunde.de", 300, Type.TXT, "\"v=spf1 a mx ip4:212.42.245.135 -all\"");
        assertThat(check(Audience.UNKNOWN).isHopeless()).isFalse();
    }

    private Finding spf(Audience audience) {
        List<Finding> findings = check(audience).findings();
        GermanWords.areIn(findings);
        return findings.stream()
                .filter(finding -> finding.check().equals("spf"))
                .findFirst()
                .orElseThrow();
    }

    private PreflightReport check(Audience audience) {
        var records = DnsRecordLookUps.by(server.address(), DnsSettings.DEFAULT);
        var mailbox = ProviderMailbox.at("CustomMX.crm-now.de", "CustomMX.crm-now.de");
        return new Preflight(Optional.of(records), GOOD, PreflightSettings.DEFAULT, Clock.systemUTC(), threads)
                .check(new Sending(
                        Address.of("news@kunde.de"),
                        Optional.empty(),
                        "news@kunde.de",
                        mailbox,
                        List.of(),
                        Optional.empty(),
                        audience));
    }
}
