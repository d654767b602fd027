package sendepostfach.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Phase;

class SandboxRulesTest {
    private static final String DEFAULT = "providers:\n- name: default\n";

    @TempDir
    Path directory;

    private SandboxRules read(String text) throws IOException {
        return SandboxRules.read(Files.writeString(directory.resolve("sandbox.yaml"), text));
    }

    private void refuses(String text, String... says) {
        assertThatExceptionOfType(InputFault.class).isThrownBy(() -> read(text)).satisfies(fault -> assertThat(
                        fault.getMessage())
                .startsWith(directory.resolve("sandbox.yaml").toString())
                .contains(says));
    }

    @Test
    void theSmallestFileHasADefaultProviderThatTakesAll() throws IOException {
        SandboxRules rules = read(DEFAULT);
        assertThat(rules.providers()).hasSize(1);
        assertThat(rules.account().login()).isEqualTo(AccountRules.Login.ANY);
    }

    @Test
    void eachTraitIsReadWithAllItsFields() throws IOException {
        SandboxRules rules = read("""
                mailbox:
                  login: refused
                  connections: 5
                  size: 2MB
                  traits:
                  - rate-limit: { limit: 600/min, phase: mail, reply: "450 4.7.1 Error: too much mail from {ip}" }
                  - slow: { by: 1s }
                everywhere:
                - refuse-content: { words: SPAM, reply: 554 5.7.0 Reject }
                providers:
                - name: web.de
                  domains: [web.de, WEB.example]
                  accepts: 250 ok
                  traits:
                  - rate-limit:
                      limit: 40/s
                      burst: 80
                      phase: body
                      punish: { after: 100/10s, lasts: PT30S }
                      reply: 450 later
                  - greylist: { wait: 5min, share: 30% of domains, reply: 450 later }
                  - refuse: { kind: mailbox-full, recipients: voll*, clears-after: 20s, reply: 452 full }
                  - refuse-size: { above: 10kB, reply: 552 big }
                  - break: { attempts: 2, keeps-mail: no }
                - name: default
                """);
        ProviderRules web = rules.providers().get(0);
        assertThat(web.domains()).containsExactlyInAnyOrder("web.de", "web.example");
        assertThat(web.traits()).hasSize(6);
        assertThat(rules.account())
                .extracting(AccountRules::connections, AccountRules::size)
                .containsExactly(5, 2_000_000);
        assertThat(rules.account().traits()).hasSize(2);
    }

    @Test
    void theStandardRulesKnowTheGreatProvidersByTheirRealAndTheirReservedDomains() {
        var reception = new Reception(new SandboxSettings(
                SandboxRules.standard(), Optional.empty(), new SettableTime(), new java.util.Random(1), Sleeper.REAL));
        assertThat(reception.of("googlemail.com").name()).isEqualTo("gmail");
        assertThat(reception.of("gmx.example").name()).isEqualTo("gmx");
        assertThat(reception.of("web.de").name()).isEqualTo("web.de");
        assertThat(reception.of("t-online.example").name()).isEqualTo("t-online");
        assertThat(reception.of("hotmail.de").name()).isEqualTo("outlook");
        assertThat(reception.of("gärtnerei.example").name()).isEqualTo("default");
        Attempt unknown = Attempt.toConnect("A1", "127.0.0.1")
                .from("news@blatt.example", 0)
                .to("unbekannt1@gmx.example");
        assertThat(reception.of("gmx.example").at(Phase.RCPT, unknown)).isPresent();
    }

    @Test
    void aFaultNamesFileLineAndField() {
        refuses(
                "providers:\n- name: default\n  traits:\n  - rate-limit:\n      limit: fast\n      reply: 450 later\n",
                "line 5: providers[1].traits[1].rate-limit.limit: not a limit: \"fast\"; write it like 30/min");
        refuses(DEFAULT + "  accepts: ok\n", "line 3: providers[1].accepts: not a reply line");
        refuses(DEFAULT + "  trait: []\n", "line 3: providers[1].trait: is not known here; known are name, domains");
        refuses(DEFAULT + "  name: default\n", "line 3: providers[1].name: stands there twice");
        refuses(DEFAULT + "  traits:\n  - greylist: { reply: 450 later }\n", "greylist.wait: is missing");
        refuses(DEFAULT + "  traits:\n  - sulk: { by: 5s }\n", "is not a trait; the traits are rate-limit");
        refuses(DEFAULT + "  traits:\n  - slow: 5s\n", "traits[1].slow: needs named fields");
        refuses(DEFAULT + "  traits: slow\n", "traits: needs a list");
        refuses(
                DEFAULT + "  traits:\n  - refuse: { kind: cross, reply: 550 no }\n",
                "refuse.kind: unknown kind \"cross\"");
        refuses(
                DEFAULT + "  traits:\n  - refuse: { kind: policy, reply: 250 yes }\n",
                "refusal needs a code 4xx or 5xx");
    }

    @Test
    void aReplyWhereNoneIsPossibleIsRefused() {
        refuses(
                DEFAULT + "  traits:\n  - refuse: { kind: policy, phase: mail, reply: 550 no }\n",
                "no reply is possible here at mail; one of rcpt, data, body");
        refuses(
                "mailbox: { traits: [ { greylist: { wait: 5s, reply: 450 later } } ] }\n" + DEFAULT,
                "greylist needs a recipient; put it below a provider");
    }

    @Test
    void domainsBelongToOneProviderAndTheRestToTheDefault() {
        refuses("providers: []\n", "needs one with the name default");
        refuses("{}", "needs one with the name default");
        refuses(DEFAULT + "- name: web.de\n", "provider web.de needs domains");
        refuses(DEFAULT + "  domains: [web.de]\n", "take its domains out");
        refuses(
                DEFAULT + "- { name: a, domains: [web.de] }\n- { name: b, domains: [WEB.de] }\n",
                "domain web.de belongs to a already");
        refuses(DEFAULT + "- { name: ../a, domains: [web.de] }\n", "small letters, digits, dots and hyphens");
    }

    @Test
    void whatIsNoYamlIsRefusedWithItsLine() {
        refuses("providers: [\n- x", "line 2: this is not YAML");
        refuses("", "the file is empty");
        refuses("hello", "needs named fields");
    }

    @Test
    void aMissingFileIsOneClearSentence() {
        assertThatExceptionOfType(InputFault.class)
                .isThrownBy(() -> SandboxRules.read(directory.resolve("none.yaml")))
                .withMessageContaining("none.yaml: the sandbox's rules cannot be read");
    }

    @Test
    void timesAndSizesAreReadInTheUnitsThatPeopleWrite() {
        assertThat(Values.time("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(Values.time("2 min")).isEqualTo(Duration.ofMinutes(2));
        assertThat(Values.time("PT1M")).isEqualTo(Duration.ofMinutes(1));
        assertThat(Values.bytes("20MB")).isEqualTo(20_000_000);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Values.bytes("3000MB"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> Values.time("-PT1M"));
    }
}
