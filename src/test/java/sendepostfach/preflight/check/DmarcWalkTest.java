package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.PracticeNameServer;

class DmarcWalkTest {
    private final PracticeNameServer server = new PracticeNameServer().deniesOtherNames();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theDomainsOwnRecordCountsBeforeItsOrganisations() {
        has("news.blatt.example", "p=none").has("blatt.example", "p=reject");

        DmarcWalk.Way way = from("news.blatt.example");
        assertThat(policyOf(way)).isEqualTo("news.blatt.example");
        assertThat(way.organization()).isEqualTo("blatt.example");
    }

    @Test
    void theOrganisationIsTheOneFurthestUpThatHasARecord() {
        has("blatt.example", "p=reject; sp=quarantine");

        DmarcWalk.Way way = from("a.b.news.blatt.example");
        assertThat(policyOf(way)).isEqualTo("blatt.example");
        assertThat(way.policy().flatMap(DmarcWalk.Step::record).orElseThrow().consequence(true))
                .isEqualTo("quarantine");
    }

    @Test
    void aRecordMaySayThatItsDomainIsAnOrganisation() {
        has("campus.uni.example", "p=none; psd=n").has("uni.example", "p=reject");

        assertThat(from("news.campus.uni.example").organization()).isEqualTo("campus.uni.example");
        assertThat(server.questionsAbout("_dmarc.uni.example", Type.TXT)).isZero();
    }

    @Test
    void belowAPublicSuffixIsTheOrganisation() {
        has("bank.example", "p=reject; psd=y");

        DmarcWalk.Way way = from("mail.kunde.bank.example");
        assertThat(way.organization()).isEqualTo("kunde.bank.example");
        assertThat(policyOf(way)).isEqualTo("bank.example");
    }

    @Test
    void ofLongNamesOnlySevenLabelsAreWalked() {
        from("a.b.c.d.e.f.g.h.i.j.example");

        assertThat(server.questionsAbout("_dmarc.a.b.c.d.e.f.g.h.i.j.example", Type.TXT))
                .isOne();
        assertThat(server.questionsAbout("_dmarc.e.f.g.h.i.j.example", Type.TXT))
                .isOne();
        assertThat(server.questions()).isEqualTo(8);
    }

    @Test
    void withoutAnyRecordTheDomainIsItsOwnOrganisation() {
        DmarcWalk.Way way = from("news.blatt.example");
        assertThat(way.policy()).isEmpty();
        assertThat(way.organization()).isEqualTo("news.blatt.example");
    }

    @Test
    void testingDomainsAskForOneStepLess() {
        assertThat(DmarcRecord.of("v=DMARC1; p=reject; t=y").orElseThrow().consequence(false))
                .isEqualTo("quarantine");
        assertThat(DmarcRecord.of("v=DMARC1; p=quarantine; t=y").orElseThrow().consequence(false))
                .isEqualTo("none");
    }

    @Test
    void whatDoesNotBeginWithItsVersionIsNoRecord() {
        assertThat(DmarcRecord.of("p=none; v=DMARC1")).isEmpty();
        assertThat(DmarcRecord.of("v=DMARC2; p=none")).isEmpty();
        assertThat(DmarcRecord.of("v = DMARC1 ; p = None ;").orElseThrow().faults())
                .isEmpty();
    }

    private DmarcWalkTest has(String domain, String tags) {
        server.has("_dmarc." + domain, 300, Type.TXT, SenderZone.quoted("v=DMARC1; " + tags));
        return this;
    }

    private DmarcWalk.Way from(String domain) {
        return new DmarcWalk(new Lookups(DnsRecordLookUps.by(server.address(), DnsSettings.DEFAULT))).from(domain);
    }

    private static String policyOf(DmarcWalk.Way way) {
        return way.policy().map(DmarcWalk.Step::domain).orElse("");
    }
}
