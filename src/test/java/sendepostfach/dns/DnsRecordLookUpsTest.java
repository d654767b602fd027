package sendepostfach.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.MailHost;

class DnsRecordLookUpsTest {
    private static final DnsSettings QUICK =
            new DnsSettings(Duration.ofMillis(300), 1, 512, Duration.ofHours(1), Duration.ofHours(1), 1000);

    private final PracticeNameServer server = new PracticeNameServer().deniesOtherNames();
    private final DnsRecordLookUps records = DnsRecordLookUps.by(server.address(), QUICK);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsMissingRecordsFromMissingNamesAndFromSilence() {
        server.has("there.example", 300, Type.A, "192.0.2.1")
                .keepsSilentAbout("silent.example")
                .answers("failing.example", Rcode.SERVFAIL)
                .answers("refused.example", Rcode.REFUSED);

        assertThat(kind("there.example")).isEqualTo(DnsAnswer.Kind.NO_DATA);
        assertThat(kind("gone.example")).isEqualTo(DnsAnswer.Kind.NO_SUCH_NAME);
        assertThat(kind("silent.example")).isEqualTo(DnsAnswer.Kind.UNANSWERED);
        assertThat(kind("failing.example")).isEqualTo(DnsAnswer.Kind.UNANSWERED);
        assertThat(kind("refused.example")).isEqualTo(DnsAnswer.Kind.UNANSWERED);
    }

    private DnsAnswer.Kind kind(String name) {
        return get(records.texts(name)).kind();
    }

    @Test
    void aNameThatDnsCannotHoldDoesNotExist() {
        assertThat(kind("two..dots.example")).isEqualTo(DnsAnswer.Kind.NO_SUCH_NAME);
        assertThat(kind("a".repeat(64) + ".example")).isEqualTo(DnsAnswer.Kind.NO_SUCH_NAME);
        assertThat(kind("ü.example")).isEqualTo(DnsAnswer.Kind.NO_SUCH_NAME);
        assertThat(kind("")).isEqualTo(DnsAnswer.Kind.NO_SUCH_NAME);
        assertThat(server.questions()).isZero();
    }

    @Test
    void readsEachKindOfRecord() {
        server.has("a.example", 300, Type.TXT, "\"one \" \"two\"")
                .has("a.example", 300, Type.A, "192.0.2.1")
                .has("a.example", 300, Type.AAAA, "::ffff:192.0.2.1")
                .has("a.example", 300, Type.MX, "10 MX.Example.")
                .has("a.example", 300, Type.SOA, "ns.example. root.example. 1 2 3 4 5")
                .has("null.example", 300, Type.MX, "0 .")
                .has("1.2.0.192.in-addr.arpa", 300, Type.PTR, "A.Example.");

        assertThat(get(records.texts("a.example")).records()).containsExactly("one two");
        assertThat(get(records.addresses("a.example", Ip.Family.V4)).records())
                .extracting(Ip::toString)
                .containsExactly("192.0.2.1");
        assertThat(get(records.addresses("a.example", Ip.Family.V6)).records())
                .extracting(Ip::isV4)
                .containsExactly(false);
        assertThat(get(records.mailHosts("a.example")).records()).containsExactly(new MailHost(10, "mx.example"));
        assertThat(get(records.mailHosts("null.example")).records()).containsExactly(new MailHost(0, ""));
        assertThat(get(records.zone("a.example")).records()).containsExactly("ns.example");
        assertThat(get(records.namesOf(Ip.parse("192.0.2.1").orElseThrow())).records())
                .containsExactly("a.example");
    }

    @Test
    void followsAliasesAndDoesNotFollowThemInACircle() {
        server.has("alias.example", 300, Type.CNAME, "real.example.")
                .has("real.example", 300, Type.TXT, "there")
                .has("loop.example", 300, Type.CNAME, "loop.example.");

        assertThat(get(records.texts("alias.example")).records()).containsExactly("there");
        assertThat(kind("loop.example")).isEqualTo(DnsAnswer.Kind.UNANSWERED);
    }

    @Test
    void asksAgainByTcpWhereAnAnswerIsTruncated() {
        server.has("long.example", 300, Type.TXT, "x").truncatesOverUdp("long.example");

        assertThat(get(records.texts("long.example")).records()).containsExactly("x");
        assertThat(server.questionsOverTcp()).isOne();
    }

    @Test
    void asksForEachNameOnceWhateverItsCase() {
        server.has("a.example", 0, Type.TXT, "x");
        List<CompletionStage<DnsAnswer<String>>> asked = new ArrayList<>();
        for (String name : List.of("a.example", "A.Example", "a.example.", "a.example")) {
            asked.add(records.texts(name));
        }

        assertThat(asked).allSatisfy(each -> assertThat(get(each).records()).containsExactly("x"));
        assertThat(server.questionsAbout("a.example", Type.TXT)).isOne();
    }

    @Test
    void aThousandNamesAreAskedAboutSideBySideAndEachOnce() {
        server.takes(Duration.ofMillis(100));
        var patient = DnsRecordLookUps.by(
                server.address(),
                new DnsSettings(Duration.ofSeconds(10), 1, 100, Duration.ofHours(1), Duration.ofHours(1), 10_000));
        List<CompletableFuture<DnsAnswer<MailHost>>> asked = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            asked.add(patient.mailHosts("d" + i + ".example").toCompletableFuture());
        }
        asked.forEach(CompletableFuture::join);

        assertThat(server.questions()).isEqualTo(1000);
        assertThat(server.mostUnderWay()).isBetween(20, 100);
    }

    private static <T> DnsAnswer<T> get(CompletionStage<DnsAnswer<T>> stage) {
        return stage.toCompletableFuture().join();
    }
}
