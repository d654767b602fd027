package sendepostfach.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

import sendepostfach.routing.MxAnswer;

class DnsMailExchangersTest {
    private static final String SOA = "ns.example. hostmaster.example. 1 3600 600 86400 300";
    private static final DnsSettings SETTINGS =
            new DnsSettings(Duration.ofSeconds(3), 2, 64, Duration.ofHours(1), Duration.ofMinutes(15), 1000);
    private static final DnsSettings IMPATIENT =
            new DnsSettings(Duration.ofMillis(250), 2, 4, Duration.ofHours(1), Duration.ofMinutes(15), 1000);

    private final PracticeNameServer server = new PracticeNameServer();
    private final DnsMailExchangers dns = DnsMailExchangers.by(server.address(), SETTINGS);

    @AfterEach
    void close() {
        server.close();
    }

    private MxAnswer ask(String domain) {
        return dns.of(domain).toCompletableFuture().join();
    }

    @Test
    void mailHostsComeByPreference() {
        server.has("firma.example", 300, Type.MX, "20 Backup.firma.example.")
                .has("firma.example", 300, Type.MX, "10 mx.firma.example.");
        assertThat(ask("firma.example"))
                .isEqualTo(new MxAnswer.Hosts(List.of(
                        new MxAnswer.Exchanger(10, "mx.firma.example"),
                        new MxAnswer.Exchanger(20, "backup.firma.example"))));
    }

    @Test
    void aNullMxTakesNoMail() {
        server.has("keine-post.example", 300, Type.MX, "0 .");
        assertThat(ask("keine-post.example")).isEqualTo(new MxAnswer.NullMx());
    }

    @Test
    void aRootBesideARealHostIsNoNullMx() {
        server.has("firma.example", 300, Type.MX, "0 .").has("firma.example", 300, Type.MX, "10 mx.firma.example.");
        assertThat(ask("firma.example"))
                .isEqualTo(new MxAnswer.Hosts(List.of(new MxAnswer.Exchanger(10, "mx.firma.example"))));
    }

    @Test
    void aDomainThatDoesNotExistIsTold() {
        server.answers("gibts-nicht.example", Rcode.NXDOMAIN).hasAuthority("gibts-nicht.example", Type.SOA, SOA);
        assertThat(ask("gibts-nicht.example")).isEqualTo(new MxAnswer.NoSuchDomain());
    }

    @Test
    void aNameThatDnsCannotHoldDoesNotExist() {
        assertThat(ask("a".repeat(64) + ".example")).isEqualTo(new MxAnswer.NoSuchDomain());
        assertThat(server.questions()).isZero();
    }

    @Test
    void withoutAnMxTheAddressOfTheDomainCounts() {
        server.has("nur-v4.example", 300, Type.A, "192.0.2.1").has("nur-v6.example", 300, Type.AAAA, "2001:db8::1");
        assertThat(ask("nur-v4.example")).isEqualTo(new MxAnswer.AddressOnly());
        assertThat(ask("nur-v6.example")).isEqualTo(new MxAnswer.AddressOnly());
    }

    @Test
    void aDomainWithNeitherMxNorAddressHasNoMailHost() {
        server.hasAuthority("leer.example", Type.SOA, SOA).has("leer.example", 300, Type.TXT, "nothing");
        assertThat(ask("leer.example")).isEqualTo(new MxAnswer.NoMailHost());
    }

    @Test
    void aFailingNameServerIsNoAnswer() {
        server.answers("kaputt.example", Rcode.SERVFAIL).answers("verboten.example", Rcode.REFUSED);
        assertThat(ask("kaputt.example")).isEqualTo(new MxAnswer.NoAnswer("the name server answers SERVFAIL"));
        assertThat(ask("verboten.example")).isEqualTo(new MxAnswer.NoAnswer("the name server answers REFUSED"));
        assertThat(server.questionsAbout("kaputt.example", Type.MX)).isEqualTo(SETTINGS.tries());
    }

    @Test
    void aFailureAboutTheAddressIsNoAnswerEither() {
        server.has("halb.example", 300, Type.CNAME, "kaputt.example.").answers("kaputt.example", Rcode.SERVFAIL);
        assertThat(ask("halb.example")).isEqualTo(new MxAnswer.NoAnswer("the name server answers SERVFAIL"));
    }

    @Test
    void aReferralIsNotTakenForAnEmptyDomain() {
        server.hasAuthority("fremd.example", Type.NS, "ns.fremd.example.");
        assertThat(ask("fremd.example"))
                .isInstanceOfSatisfying(MxAnswer.NoAnswer.class, answer -> assertThat(answer.reason())
                        .contains("refers to other servers"));
    }

    @Test
    void silenceIsNoAnswerInFiniteTime() {
        server.keepsSilentAbout("still.example");
        var impatient = DnsMailExchangers.by(server.address(), IMPATIENT);
        assertThat(impatient.of("still.example").toCompletableFuture().join())
                .isEqualTo(new MxAnswer.NoAnswer("the name server did not answer in time"));
        assertThat(server.questionsAbout("still.example", Type.MX)).isEqualTo(IMPATIENT.tries());
    }

    @Test
    void aLostQuestionDoesNotWaitForTheOthersToEnd() {
        server.keepsSilentAbout("still.example");
        var impatient = DnsMailExchangers.by(server.address(), IMPATIENT);
        var lost = impatient.of("still.example").toCompletableFuture();
        int others = 0;
        while (!lost.isDone()) {
            impatient
                    .of("andere-" + others++ + ".example")
                    .toCompletableFuture()
                    .join();
        }
        assertThat(lost.join()).isInstanceOf(MxAnswer.NoAnswer.class);
        assertThat(others).isPositive();
    }

    @Test
    void aSilentNameServerDoesNotCostATimeOutPerDomain() {
        server.keepsSilentAbout("*");
        var impatient = DnsMailExchangers.by(server.address(), IMPATIENT);
        var answers = new ArrayList<CompletableFuture<MxAnswer>>();
        for (int domain = 0; domain < 1000; domain++) {
            answers.add(impatient.of("domain-" + domain + ".example").toCompletableFuture());
        }
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(MxAnswer.NoAnswer.class));
        // two tries for each would be 2000; how many are under way when silence is found out depends on the machine
        assertThat(server.questions()).isLessThan(500);

        server.answersAgainAbout("*").has("domain-1.example", 300, Type.MX, "10 mx.domain-1.example.");
        assertThat(impatient.of("domain-1.example").toCompletableFuture().join())
                .isInstanceOf(MxAnswer.Hosts.class);
    }

    @Test
    void aTruncatedAnswerIsAskedForAgainOverTcp() {
        server.truncatesOverUdp("gross.example").has("gross.example", 300, Type.MX, "10 mx.gross.example.");
        assertThat(ask("gross.example")).isInstanceOf(MxAnswer.Hosts.class);
        assertThat(server.questionsOverTcp()).isEqualTo(1);
    }

    @Test
    void anAliasHasTheMailHostsOfWhatItStandsFor() {
        server.has("alias.example", 300, Type.CNAME, "firma.example.")
                .has("firma.example", 300, Type.MX, "10 mx.firma.example.");
        assertThat(ask("alias.example"))
                .isEqualTo(new MxAnswer.Hosts(List.of(new MxAnswer.Exchanger(10, "mx.firma.example"))));
    }

    @Test
    void anAliasThatTurnsInACircleIsNoAnswer() {
        server.has("huhn.example", 300, Type.CNAME, "ei.example.").has("ei.example", 300, Type.CNAME, "huhn.example.");
        assertThat(ask("huhn.example")).isInstanceOf(MxAnswer.NoAnswer.class);
    }

    @Test
    void anAnswerIsKept() {
        server.has("firma.example", 300, Type.MX, "10 mx.firma.example.");
        assertThat(ask("firma.example")).isEqualTo(ask("FIRMA.example"));
        assertThat(server.questions()).isEqualTo(1);
    }

    @Test
    void anAnswerWhoseTimeIsUpAtOnceIsNotKept() {
        server.has("kurz.example", 0, Type.MX, "10 mx.kurz.example.");
        ask("kurz.example");
        ask("kurz.example");
        assertThat(server.questionsAbout("kurz.example", Type.MX)).isEqualTo(2);
    }

    @Test
    void aDomainIsAskedForOnceHoweverManyWantToKnowAtTheSameTime() {
        server.has("firma.example", 0, Type.MX, "10 mx.firma.example.").holds();
        var answers = new ArrayList<CompletableFuture<MxAnswer>>();
        for (int wanting = 0; wanting < 50; wanting++) {
            answers.add(dns.of("firma.example").toCompletableFuture());
        }
        server.letGo();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(MxAnswer.Hosts.class));
        assertThat(server.questions()).isEqualTo(1);
    }

    @Test
    void thousandsOfDomainsAreAnsweredTogether() {
        for (int domain = 0; domain < 2000; domain++) {
            server.has("d" + domain + ".example", 300, Type.MX, "10 mx" + domain % 7 + ".example.");
        }
        var answers = new ArrayList<CompletableFuture<MxAnswer>>();
        for (int domain = 0; domain < 2000; domain++) {
            answers.add(dns.of("d" + domain + ".example").toCompletableFuture());
        }
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(MxAnswer.Hosts.class));
        assertThat(server.questions()).isEqualTo(2000);
    }

    @Test
    void aNameServerThatAPersonHasNamedIsUsableIfItAnswersAnything() {
        server.answers(".", Rcode.REFUSED);
        assertThat(dns.isUsable()).isTrue();
    }

    @Test
    void aNameServerThatIsNotThereIsNotUsable() {
        server.close();
        assertThat(dns.isUsable()).isFalse();
    }

    @Test
    void aNameServerOfTheMachineIsUsableIfItKnowsTheRootOfDns() {
        server.has(".", 300, Type.NS, "ns.example.");
        assertThat(bySystem().isUsable()).isTrue();
    }

    @Test
    void aNameServerOfTheMachineThatDeniesEveryNameIsNotUsable() {
        server.answers(".", Rcode.NXDOMAIN);
        assertThat(bySystem().isUsable()).isFalse();
    }

    private DnsMailExchangers bySystem() {
        return DnsMailExchangers.bySystem(List.of(server.address().address()), SETTINGS);
    }
}
