package sendepostfach.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;

class ProviderOverridesTest {
    private static final ProviderTable STANDARD = ProviderTable.standard();
    private static final Site GMX = new Site("gmx-webde");

    @TempDir
    private Path directory;

    private Path file(String text) {
        try {
            return Files.writeString(directory.resolve("providers.yaml"), text);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private ProviderTable with(String text) {
        return STANDARD.withOverrides(file(text));
    }

    @Test
    void aSingleValueIsReplacedAndTheOthersStay() {
        SiteRules before = STANDARD.rulesOf(GMX);
        ProviderTable table = with("gmx-webde: { rate: 30/min }");
        assertThat(table.rulesOf(GMX))
                .isEqualTo(new SiteRules(Limit.parse("30/min"), before.connections(), before.messagesPerConnection()));
        assertThat(table.siteOfDomain("web.de")).contains(GMX);
        assertThat(table.nameOf(GMX)).isEqualTo(STANDARD.nameOf(GMX));
    }

    @Test
    void theTableItselfStaysAsItWas() {
        with("gmx-webde: { rate: 30/min, domains: [gmx.example] }");
        assertThat(STANDARD.rulesOf(GMX).rate()).isEqualTo(Limit.parse("60/min"));
        assertThat(STANDARD.siteOfDomain("gmx.example")).isEmpty();
    }

    @Test
    void domainsAndMxSuffixesAreAdded() {
        ProviderTable table = with("""
                gmx-webde:
                  domains: [gmx.example, Müller.example]
                  mx: [.mx.gmx.example]
                """);
        assertThat(table.siteOfDomain("gmx.example")).contains(GMX);
        assertThat(table.siteOfDomain("xn--mller-kva.example")).contains(GMX);
        assertThat(table.siteOfDomain("gmx.de")).contains(GMX);
        assertThat(table.siteOfMxHost("a.mx.gmx.example")).contains(GMX);
        assertThat(table.siteOfMxHost("mx00.gmx.net")).contains(GMX);
    }

    @Test
    void aNewKeyMakesANewProvider() {
        ProviderTable table = with("verein: { name: Vereinsserver, rate: 5/min, domains: [verein.example] }");
        assertThat(table.siteOfDomain("verein.example")).contains(new Site("verein"));
        assertThat(table.nameOf(new Site("verein"))).isEqualTo("Vereinsserver");
        assertThat(table.rulesOf(new Site("verein")))
                .isEqualTo(new SiteRules(
                        Limit.parse("5/min"),
                        STANDARD.defaults().connections(),
                        STANDARD.defaults().messagesPerConnection()));
    }

    @Test
    void aKeyThatIsADomainStandsForThatDomain() {
        ProviderTable table = with("kunde.example: { rate: 5/min }");
        assertThat(table.siteOfDomain("kunde.example")).contains(new Site("kunde.example"));
        assertThat(table.rulesOf(new Site("kunde.example")).rate()).isEqualTo(Limit.parse("5/min"));
    }

    @Test
    void aDomainOfAnotherProviderMovesToTheOneThatTheFileNames() {
        ProviderTable table = with("web.de: { rate: 20/min, mx: [web.de] }");
        assertThat(table.siteOfDomain("web.de")).contains(new Site("web.de"));
        assertThat(table.siteOfMxHost("mx-ha02.web.de")).contains(new Site("web.de"));
        assertThat(table.siteOfDomain("gmx.de")).contains(GMX);
    }

    @Test
    void aDomainWhoseMxDecidesCanBeSettled() {
        ProviderTable table = with("comcast: { domains: [comcast.net] }");
        assertThat(table.claimOn("comcast.net").orElseThrow().strength()).isEqualTo(DomainClaim.Strength.OVERRIDE);
    }

    @Test
    void theDefaultsAreReplacedValueByValue() {
        ProviderTable table = with("defaults: { rate: 10/min }");
        assertThat(table.rulesOf(new Site("firma.example")))
                .isEqualTo(new SiteRules(
                        Limit.parse("10/min"),
                        STANDARD.defaults().connections(),
                        STANDARD.defaults().messagesPerConnection()));
    }

    @Test
    void anEmptyFileChangesNothing() {
        assertThat(with("# nothing yet\n").providers()).isEqualTo(STANDARD.providers());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gmx-webde: { rate: fast }|line 1: gmx-webde.rate is not a limit: \"fast\"; write it like 30/min",
                "gmx-webde: { speed: 3/min }|line 1: gmx-webde.speed is no field; there are connections, domains",
                "gmx-webde: { rate: [3/min] }|line 1: gmx-webde.rate needs a single value",
                "gmx-webde: { connections: 0 }|line 1: gmx-webde.connections is not a whole number from 1 on: \"0\"",
                "gmx-webde: { domains: gmx.example }|line 1: gmx-webde.domains needs a list, such as [example.org",
                "gmx-webde: { domains: [a b] }|line 1: gmx-webde.domains holds no domain: \"a b\"",
                "gmx-webde: { domains: [x.example, X.example] }|line 1: gmx-webde.domains names x.example twice",
                "gmx-webde: { kind: big }|line 1: gmx-webde.kind is not a kind: \"big\"; write one of mailbox",
                "gmx-webde: 30/min|line 1: gmx-webde needs fields, such as gmx-webde: { rate: 30/min }",
                "gmx: { rate: 30/min }|line 1: gmx is no known provider and has neither domains nor mx; add them, or write gmx-webde",
                "tail-1: { domains: [x.example] }|line 1: tail-1 is no key for a provider",
                "GMX: { domains: [x.example] }|line 1: GMX is no key for a provider; use lower-case letters",
                "defaults: { name: x }|line 1: defaults.name is no field; there are connections, messages-per-connection, rate",
                "- gmx|line 1: providers are written as KEY",
                "gmx-webde: { rate: 30/min|line 1: not YAML",
            })
    void aFaultIsNamedWithFileLineFieldAndRemedy(String text, String message) {
        Path file = file(text);
        assertThatThrownBy(() -> STANDARD.withOverrides(file))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining(file + ", " + message);
    }

    @Test
    void theLineIsThatOfTheField() {
        assertThatThrownBy(() -> with("google:\n  rate: 60/min\n\n  connections: many\n"))
                .hasMessageContaining("providers.yaml, line 4: google.connections");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> with("google: { rate: 60/min }\ngoogle: { rate: 30/min }\n"))
                .hasMessageContaining("line 2: google stands in line 1 already");
    }

    @Test
    void aDomainWithTwoProvidersIsRefused() {
        assertThatThrownBy(() -> with("google: { domains: [x.example] }\nyahoo: { domains: [x.example] }\n"))
                .hasMessageContaining("line 2: yahoo names x.example, as google does in line 1; keep one");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = directory.resolve("missing.yaml");
        assertThatThrownBy(() -> STANDARD.withOverrides(missing))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining("there is no file " + missing);
    }

    @Test
    void aFileInAnotherCharsetIsNamed() throws IOException {
        Path latin1 = directory.resolve("latin1.yaml");
        Files.write(latin1, "verein: { name: Größe }".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> STANDARD.withOverrides(latin1))
                .isInstanceOf(InputFault.class)
                .hasMessageContaining(latin1 + ": not UTF-8");
    }
}
