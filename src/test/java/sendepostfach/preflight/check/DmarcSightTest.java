package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Text;
import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.PracticeNameServer;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.GermanWords;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.Sending;

/** Alignment and policy by both standards of DMARC: strict, relaxed, by organisation; and where the two disagree. */
class DmarcSightTest {
    private final PracticeNameServer server = new PracticeNameServer().deniesOtherNames();

    @AfterEach
    void stop() {
        server.close();
    }

    private DmarcSightTest has(String domain, String tags) {
        server.has("_dmarc." + domain, 300, Type.TXT, SenderZone.quoted("v=DMARC1; " + tags));
        return this;
    }

    /** What is found of mail whose envelope sender passes SPF and which nobody signs, or the signers sign. */
    private List<Finding> look(String from, String envelope, String... signers) {
        var mailbox = ProviderMailbox.leavingFrom();
        var sending = new Sending(
                Address.of("news@" + from),
                Optional.empty(),
                "news@" + envelope,
                mailbox,
                List.of(),
                Optional.empty(),
                Audience.UNKNOWN);
        var dns = new Lookups(DnsRecordLookUps.by(server.address(), DnsSettings.DEFAULT));
        List<Finding> findings = new DmarcCheck(dns, sending, Audience.UNKNOWN)
                .look(new Authentication(Optional.of(true), Optional.of(signers.length > 0), List.of(signers)));
        GermanWords.areIn(findings);
        return findings;
    }

    private static Finding of(String check, List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void relaxedAlignmentIsByOrganisation() {
        has("blatt.co.uk", "p=reject; rua=mailto:d@blatt.co.uk");

        assertThat(of("alignment", look("news.blatt.co.uk", "bounce.blatt.co.uk"))
                        .level())
                .isEqualTo(Level.PASS);
        assertThat(of("dmarc", look("news.blatt.co.uk", "blatt.co.uk")).level()).isEqualTo(Level.PASS);
        // of the same public suffix, and not of the same organisation
        Finding other = of("alignment", look("news.blatt.co.uk", "bounce.andere.co.uk"));
        assertThat(other.level()).isEqualTo(Level.FAIL);
        assertThat(other.reach()).isEqualTo(Finding.Reach.EVERYBODY);
    }

    @Test
    void strictAlignmentIsByTheDomainItself() {
        has("blatt.example", "p=reject; aspf=s; adkim=s; rua=mailto:d@blatt.example");

        assertThat(of("alignment", look("blatt.example", "bounce.blatt.example"))
                        .level())
                .isEqualTo(Level.FAIL);
        assertThat(of("alignment", look("blatt.example", "bounce.blatt.example", "mail.blatt.example"))
                        .level())
                .isEqualTo(Level.FAIL);
        assertThat(of("alignment", look("blatt.example", "bounce.blatt.example", "blatt.example"))
                        .level())
                .isEqualTo(Level.PASS);
    }

    @Test
    void aRecordBetweenIsFoundByNeither() {
        has("b.news.blatt.example", "p=reject");

        assertThat(of("dmarc", look("news.blatt.example", "blatt.example")).level())
                .isEqualTo(Level.FAIL);
    }

    @Test
    void saysWhereOnlyTheNewerStandardFindsTheRecord() {
        // the suffix list does not know that bank.example is one
        has("bank.example", "p=reject; psd=y; rua=mailto:d@bank.example");

        List<Finding> found = look("mail.kunde.bank.example", "andere.bank.example");
        // by the list both are of bank.example; by the walk kunde and andere are two
        Finding alignment = of("alignment", found);
        assertThat(alignment.level()).isEqualTo(Level.WARN);
        assertThat(alignment.evidence().english()).contains("RFC 7489", "RFC 9989", "p=reject");
        assertThat(alignment.evidence().in(Text.Language.DE)).contains("RFC 7489", "RFC 9989", "p=reject");
    }

    @Test
    void saysWhereBothFindDifferentRecords() {
        has("campus.uni.example", "p=reject; psd=n; rua=mailto:d@uni.example")
                .has("uni.example", "p=none; rua=mailto:d@uni.example");

        List<Finding> found = look("news.campus.uni.example", "bounce.uni.example");
        Finding record = of("dmarc", found);
        assertThat(record.level()).isEqualTo(Level.WARN);
        assertThat(record.evidence().english()).contains("_dmarc.campus.uni.example", "RFC 7489", "_dmarc.uni.example");
        // uni.example's bounce domain is aligned for the older, another organisation for the newer
        assertThat(of("alignment", found).level()).isEqualTo(Level.WARN);
        assertThat(of("alignment", found).evidence().english()).contains("p=reject");
    }

    @Test
    void saysWhatReceiversOfBothStandardsDoWhereNothingIsAligned() {
        has("campus.uni.example", "p=none; psd=n").has("uni.example", "p=reject");

        Finding alignment = of("alignment", look("news.campus.uni.example", "provider.example"));
        assertThat(alignment.level()).isEqualTo(Level.FAIL);
        assertThat(alignment.evidence().english()).contains("p=none", "RFC 7489 act by p=reject");
        assertThat(alignment.reach()).isEqualTo(Finding.Reach.EVERYBODY);
    }
}
