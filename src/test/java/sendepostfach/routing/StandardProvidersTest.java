package sendepostfach.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Site;

/** The table that ships with the program, as data. */
class StandardProvidersTest {
    private static final ProviderTable TABLE = ProviderTable.standard();

    @Test
    void everyProviderHasANameAndAReasonableRate() {
        assertThat(TABLE.providers()).hasSizeGreaterThan(90).allSatisfy(provider -> {
            assertThat(provider.name())
                    .isNotBlank()
                    .isNotEqualTo(provider.site().name() + ":");
            assertThat(provider.rules().rate().spacing())
                    .isBetween(
                            Limit.parse("120/min").spacing(),
                            Limit.parse("10/min").spacing());
            assertThat(provider.rules().connections()).isBetween(1, 5);
            assertThat(provider.rules().messagesPerConnection()).isBetween(1, 100);
        });
    }

    @Test
    void everyProviderCanBeFoundByDomainOrByMx() {
        assertThat(TABLE.providers()).allSatisfy(provider -> {
            assertThat(provider.mxSuffixes()).isNotEmpty();
            provider.domains()
                    .forEach(domain -> assertThat(TABLE.siteOfDomain(domain)).contains(provider.site()));
            provider.mxDecides()
                    .forEach(domain -> assertThat(TABLE.siteOfDomain(domain)).contains(provider.site()));
            provider.mxSuffixes().forEach(suffix -> assertThat(TABLE.siteOfMxHost("mx1." + suffix))
                    .contains(provider.site()));
        });
    }

    @Test
    void noDomainAndNoMxSuffixStandsWithTwoProviders() {
        var owners = new HashMap<String, Site>();
        var suffixOwners = new HashMap<String, Site>();
        for (Provider provider : TABLE.providers()) {
            for (String domain : provider.domains()) {
                assertThat(owners.put(domain, provider.site())).as(domain).isNull();
            }
            for (String domain : provider.mxDecides()) {
                assertThat(owners.put(domain, provider.site())).as(domain).isNull();
            }
            for (String suffix : provider.mxSuffixes()) {
                assertThat(suffixOwners.put(suffix, provider.site())).as(suffix).isNull();
            }
        }
    }

    @Test
    void keysAreShortAndNoDomains() {
        assertThat(TABLE.providers())
                .allSatisfy(provider -> assertThat(provider.site().name()).matches("[a-z0-9]+(-[a-z0-9]+)*"));
    }

    @ParameterizedTest
    @CsvSource({
        "gmail.com, google",
        "googlemail.com, google",
        "hotmail.de, outlook",
        "live.com, outlook",
        "gmx.de, gmx-webde",
        "web.de, gmx-webde",
        "mail.com, gmx-webde",
        "t-online.de, t-online",
        "magenta.de, t-online",
        "yahoo.de, yahoo",
        "aol.com, yahoo",
        "yahoo.co.jp, yahoo-japan",
        "icloud.com, apple",
        "freenet.de, freenet",
        "GMX.NET., gmx-webde"
    })
    void aWellKnownDomainBelongsToItsProvider(String domain, String site) {
        assertThat(TABLE.siteOfDomain(domain)).contains(new Site(site));
    }

    @ParameterizedTest
    @CsvSource({
        "aspmx.l.google.com, google",
        "alt1.aspmx.l.google.com, google",
        "ASPMX3.GOOGLEMAIL.COM., google",
        "firma-de.mail.protection.outlook.com, microsoft365",
        "firma-de.a-v1.mx.microsoft, microsoft365",
        "hotmail-com.olc.protection.outlook.com, outlook",
        "eur.olc.protection.outlook.com, outlook",
        "mx00.emig.gmx.net, gmx-webde",
        "mx-ha02.web.de, gmx-webde",
        "mx00.mail.com, gmx-webde",
        "mx00.kundenserver.de, ionos",
        "smtpin.rzone.de, strato",
        "mta5.am0.yahoodns.net, yahoo",
        "mx-att.mail.am0.yahoodns.net, yahoo",
        "mxa-001.pphosted.com, proofpoint",
        "gmx.net, gmx-webde"
    })
    void anMxHostBelongsToTheProviderWhoseSuffixItEndsIn(String host, String site) {
        assertThat(TABLE.siteOfMxHost(host)).contains(new Site(site));
    }

    @Test
    void aSuffixCountsOnlyAtALabelBoundary() {
        for (String host : List.of("notgmx.net", "mx.notgmx.net", "mxweb.de", "gmx.net.example", "net", "")) {
            assertThat(TABLE.siteOfMxHost(host)).as(host).isEmpty();
        }
    }

    @Test
    void anUnknownSiteHasTheDefaultsAndItsOwnName() {
        var site = new Site("firma.example");
        assertThat(TABLE.rulesOf(site)).isEqualTo(TABLE.defaults());
        assertThat(TABLE.rulesOf(site).rate()).isEqualTo(Limit.parse("20/min"));
        assertThat(TABLE.nameOf(site)).isEqualTo("firma.example");
        assertThat(TABLE.nameOf(new Site("google"))).isEqualTo("Gmail and Google Workspace");
    }
}
