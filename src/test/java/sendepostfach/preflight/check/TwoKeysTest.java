package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.DkimKey;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.DnsRecords;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.MailHost;
import sendepostfach.preflight.Sending;

/** A job that signs with two keys: each is looked at, and one aligned signature is enough. */
class TwoKeysTest {
    @TempDir
    Path directory;

    /** DNS that has TXT records only. */
    private record Texts(Map<String, String> texts) implements DnsRecords {
        @Override
        public CompletionStage<DnsAnswer<String>> texts(String name) {
            return CompletableFuture.completedFuture(
                    texts.containsKey(name) ? DnsAnswer.of(List.of(texts.get(name))) : DnsAnswer.noSuchName());
        }

        @Override
        public CompletionStage<DnsAnswer<Ip>> addresses(String name, Ip.Family family) {
            return CompletableFuture.completedFuture(DnsAnswer.noSuchName());
        }

        @Override
        public CompletionStage<DnsAnswer<MailHost>> mailHosts(String name) {
            return CompletableFuture.completedFuture(DnsAnswer.noSuchName());
        }

        @Override
        public CompletionStage<DnsAnswer<String>> namesOf(Ip address) {
            return CompletableFuture.completedFuture(DnsAnswer.noSuchName());
        }

        @Override
        public CompletionStage<DnsAnswer<String>> zone(String name) {
            return CompletableFuture.completedFuture(DnsAnswer.noSuchName());
        }
    }

    private static Sending signedWith(DkimKey... keys) {
        var mailbox = ProviderMailbox.leavingFrom();
        return new Sending(
                Address.of("news@blatt.example"),
                Optional.empty(),
                "news@blatt.example",
                mailbox,
                List.of(keys),
                Optional.empty(),
                Audience.UNKNOWN);
    }

    private static DkimKey key(String domain, String selector, Keys keys) {
        return new DkimKey(domain, selector, keys.file().toString());
    }

    @Test
    void theSecondKeyMayBeTheAlignedOne() {
        Keys first = Keys.rsa(directory, 2048);
        Keys second = Keys.rsa(directory, 2048);
        Sending sending = signedWith(key("provider.example", "p", first), key("blatt.example", "b", second));
        var dns = new Lookups(new Texts(Map.of(
                "p._domainkey.provider.example",
                "v=DKIM1; p=" + first.published(),
                "b._domainkey.blatt.example",
                "v=DKIM1; p=" + second.published(),
                "_dmarc.blatt.example",
                "v=DMARC1; p=reject; rua=mailto:d@blatt.example")));

        DkimCheck.Outcome keys = new DkimCheck(dns, sending).look();

        assertThat(keys.findings()).extracting(Finding::level).containsExactly(Level.PASS, Level.PASS);
        assertThat(keys.signers()).containsExactly("provider.example", "blatt.example");
        var seen = new Authentication(Optional.of(false), keys.verified(), keys.signers());
        assertThat(new DmarcCheck(dns, sending, Audience.UNKNOWN).look(seen))
                .extracting(Finding::level)
                .containsOnly(Level.PASS);
    }

    @Test
    void aKeyFileThatCannotBeUsedFailsWithTheReasonThatSigningGives() throws Exception {
        Path none = directory.resolve("none.pem");
        Path curve = Files.writeString(
                directory.resolve("curve.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(KeyPairGenerator.getInstance("EC")
                                        .generateKeyPair()
                                        .getPrivate()
                                        .getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        var dns = new Lookups(new Texts(Map.of()));

        List<Finding> found = List.of(none, curve).stream()
                .map(file -> signedWith(new DkimKey("blatt.example", "s1", file.toString())))
                .flatMap(sending -> new DkimCheck(dns, sending).look().findings().stream())
                .toList();

        assertThat(found).extracting(Finding::level).containsExactly(Level.FAIL, Level.FAIL);
        assertThat(found.get(0).evidence().english()).contains(none + " is not there");
        assertThat(found.get(1).evidence().english()).contains("DKIM has no use for the key in " + curve + " (EC)");
    }

    @Test
    void withoutDnsOnlyKeysThatCannotBeUsedAreFound() {
        Sending sending = signedWith(
                key("blatt.example", "r", Keys.rsa(directory, 2048)),
                key("blatt.example", "e", Keys.ed25519(directory)),
                key("blatt.example", "s", Keys.rsa(directory, 768)),
                new DkimKey("blatt.example", "n", directory.resolve("gone.pem").toString()));

        List<Finding> found = DkimCheck.unusable(sending);

        assertThat(found).extracting(Finding::level).containsExactly(Level.FAIL, Level.FAIL);
        assertThat(found.get(0).evidence().english()).endsWith(" (RSA).");
        assertThat(found.get(1).evidence().english()).endsWith("gone.pem is not there.");
    }

    @Test
    void aKeyThatIsNotPublishedIsAWarningBesideOneThatIs() {
        Keys first = Keys.ed25519(directory);
        Keys second = Keys.rsa(directory, 2048);
        Sending sending = signedWith(key("blatt.example", "e", first), key("blatt.example", "r", second));
        var one = new Lookups(new Texts(Map.of("r._domainkey.blatt.example", "v=DKIM1; p=" + second.published())));

        DkimCheck.Outcome keys = new DkimCheck(one, sending).look();

        assertThat(keys.findings()).extracting(Finding::level).containsExactly(Level.WARN, Level.PASS);
        assertThat(keys.verified()).contains(true);

        DkimCheck.Outcome none = new DkimCheck(new Lookups(new Texts(Map.of())), sending).look();
        assertThat(none.findings()).extracting(Finding::level).containsOnly(Level.FAIL);
        assertThat(none.verified()).contains(false);
        assertThat(none.signers()).isEmpty();
    }
}
