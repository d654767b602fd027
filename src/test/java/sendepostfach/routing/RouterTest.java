package sendepostfach.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Site;
import sendepostfach.routing.MxAnswer.Exchanger;
import sendepostfach.routing.Route.How;

class RouterTest {
    private static final ProviderTable TABLE = ProviderTable.standard();

    private final Map<String, MxAnswer> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Router router = Router.withDns(TABLE, domain -> {
        asked.add(domain);
        return CompletableFuture.completedStage(answers.getOrDefault(domain, new MxAnswer.NoSuchDomain()));
    });

    private Route route(String domain) {
        return router.route(domain).toCompletableFuture().join();
    }

    private static Route site(String name, How how) {
        return new Route.ToSite(new Site(name), how);
    }

    private static MxAnswer hosts(Exchanger... exchangers) {
        return new MxAnswer.Hosts(List.of(exchangers));
    }

    @Test
    void aKnownDomainNeedsNoDns() {
        assertThat(route("gmx.de")).isEqualTo(site("gmx-webde", How.KNOWN_DOMAIN));
        assertThat(asked).isEmpty();
    }

    @Test
    void theConfigurationComesFirst(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("p.yaml"), "google: { domains: [gmx.de, firma.example] }");
        Router overridden = Router.withoutDns(TABLE.withOverrides(file));
        assertThat(overridden.route(List.of("gmx.de", "firma.example", "gmx.at")))
                .isEqualTo(Map.of(
                        "gmx.de", site("google", How.OVERRIDE),
                        "firma.example", site("google", How.OVERRIDE),
                        "gmx.at", site("gmx-webde", How.KNOWN_DOMAIN)));
    }

    @Test
    void aCustomersDomainBelongsToItsHoster() {
        answers.put("firma.example", hosts(new Exchanger(1, "aspmx.l.google.com")));
        assertThat(route("firma.example")).isEqualTo(site("google", How.MX));
    }

    @Test
    void onlyTheMxWithTheLowestPreferenceCounts() {
        answers.put(
                "firma.example", hosts(new Exchanger(20, "mx.backup.example"), new Exchanger(10, "smtpin.rzone.de")));
        answers.put(
                "selbst.example", hosts(new Exchanger(20, "smtpin.rzone.de"), new Exchanger(10, "mx.selbst.example")));
        answers.put(
                "gleich.example", hosts(new Exchanger(10, "a.gleich.example"), new Exchanger(10, "smtpin.rzone.de")));
        assertThat(route("firma.example")).isEqualTo(site("strato", How.MX));
        assertThat(route("selbst.example")).isEqualTo(site("selbst.example", How.DOMAIN_ITSELF));
        assertThat(route("gleich.example")).isEqualTo(site("strato", How.MX));
    }

    @Test
    void aDomainThatNobodyKnowsStandsForItself() {
        answers.put("firma.example", hosts(new Exchanger(10, "mx.firma.example")));
        answers.put("nur-adresse.example", new MxAnswer.AddressOnly());
        assertThat(route("firma.example")).isEqualTo(site("firma.example", How.DOMAIN_ITSELF));
        assertThat(route("nur-adresse.example")).isEqualTo(site("nur-adresse.example", How.DOMAIN_ITSELF));
    }

    @Test
    void aDomainThatTakesNoMailIsRefusedWithTheReason() {
        answers.put("null.example", new MxAnswer.NullMx());
        answers.put("leer.example", new MxAnswer.NoMailHost());
        assertThat(route("null.example"))
                .isEqualTo(
                        new Route.Refused("The domain null.example takes no mail: its DNS has a null MX (RFC 7505)."));
        assertThat(route("leer.example"))
                .isEqualTo(new Route.Refused(
                        "The domain leer.example has no mail server: neither an MX nor an address in DNS."));
        assertThat(route("fort.example"))
                .isEqualTo(new Route.Refused("The domain fort.example does not exist (NXDOMAIN)."))
                .extracting(route -> ((Route.Refused) route).kind())
                .isEqualTo(ReplyKind.UNKNOWN_DOMAIN);
    }

    @Test
    void noAnswerIsNotTakenForARefusal() {
        answers.put("still.example", new MxAnswer.NoAnswer("the name server answers SERVFAIL"));
        assertThat(route("still.example"))
                .isEqualTo(new Route.Unanswered("No DNS answer about still.example: the name server answers SERVFAIL"));
    }

    @Test
    void theMxKnowsBetterThanTheListWhereADomainHasMoved() {
        answers.put("comcast.net", hosts(new Exchanger(5, "mx-comcast.mail.am0.yahoodns.net")));
        answers.put("cox.net", hosts(new Exchanger(5, "cxr.mx.a.cloudfilter.net")));
        answers.put("att.net", new MxAnswer.NoAnswer("the name server did not answer in time"));
        assertThat(route("comcast.net")).isEqualTo(site("yahoo", How.MX));
        assertThat(route("cox.net")).isEqualTo(site("cox.net", How.DOMAIN_ITSELF));
        assertThat(route("att.net")).isEqualTo(site("yahoo", How.KNOWN_DOMAIN));
    }

    @Test
    void withoutDnsTheKnownDomainsAndTheDomainItselfRemain() {
        Router sandbox = Router.withoutDns(TABLE);
        assertThat(sandbox.asksDns()).isFalse();
        assertThat(router.asksDns()).isTrue();
        assertThat(sandbox.route(List.of("web.de", "comcast.net", "firma.example")))
                .isEqualTo(Map.of(
                        "web.de", site("gmx-webde", How.KNOWN_DOMAIN),
                        "comcast.net", site("comcast", How.KNOWN_DOMAIN),
                        "firma.example", site("firma.example", How.DOMAIN_ITSELF)));
    }

    @Test
    void eachDomainIsAskedForOnceAndAllBeforeTheFirstAnswer() {
        var open = new HashMap<String, CompletableFuture<MxAnswer>>();
        var waiting = new ArrayList<String>();
        Router many = Router.withDns(TABLE, domain -> {
            waiting.add(domain);
            CompletableFuture<MxAnswer> answer = open.computeIfAbsent(domain, name -> new CompletableFuture<>());
            if (waiting.size() == 3) {
                open.values().forEach(each -> each.complete(new MxAnswer.AddressOnly()));
            }
            return answer;
        });
        assertThat(many.route(List.of("c.example", "a.example", "b.example", "a.example"))
                        .keySet())
                .containsExactly("c.example", "a.example", "b.example");
        assertThat(waiting).containsExactly("c.example", "a.example", "b.example");
    }
}
