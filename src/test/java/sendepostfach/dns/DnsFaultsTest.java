package sendepostfach.dns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.GermanWords;

/** Why DNS says nothing, in both languages. */
class DnsFaultsTest {
    private final PracticeNameServer server = new PracticeNameServer().deniesOtherNames();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void silence() {
        server.keepsSilentAbout("silent.example");

        assertThat(reason("silent.example"))
                .isEqualTo(new Text(
                        "the name server did not answer in time", "der Nameserver hat nicht rechtzeitig geantwortet"));
    }

    @Test
    void anAnswerThatSaysNothing() {
        server.answers("failing.example", Rcode.SERVFAIL)
                .answers("refused.example", Rcode.REFUSED)
                .has("referred.example", 300, Type.A, "192.0.2.1")
                .hasAuthority("referred.example", Type.NS, "ns.example.");

        assertThat(reason("failing.example"))
                .isEqualTo(new Text("the name server answers SERVFAIL", "der Nameserver antwortet SERVFAIL"));
        assertThat(reason("refused.example").german()).isEqualTo("der Nameserver antwortet REFUSED");
        assertThat(reason("referred.example").german()).startsWith("der Nameserver verweist nur auf andere");
    }

    @Test
    void aliasesInACircleAndTooManyOfThem() {
        server.has("loop.example", 300, Type.CNAME, "pool.example.")
                .has("pool.example", 300, Type.CNAME, "loop.example.");
        for (int i = 0; i < 40; i++) {
            server.has("long" + i + ".example", 300, Type.CNAME, "long" + (i + 1) + ".example.");
        }

        assertThat(reason("loop.example"))
                .isEqualTo(new Text("its aliases (CNAME) lead in a circle", "die Aliasse (CNAME) führen im Kreis"));
        assertThat(reason("long0.example").german()).isEqualTo("zu viele Aliasse (CNAME) folgen aufeinander");
    }

    @Test
    void nobodyAtThatPort() {
        NameServer gone = server.address();
        server.close();

        Text reason = reason(DnsRecordLookUps.by(gone, PracticeNameServer.IMPATIENT), "a.example");

        assertThat(reason)
                .isEqualTo(new Text(
                        "the name server cannot be reached (PortUnreachableException)",
                        "der Nameserver ist nicht erreichbar (PortUnreachableException)"));
        GermanWords.areIn(reason);
    }

    @Test
    void whatNobodyExpectsIsNamedInGermanOnlyByItsKind() {
        assertThat(DnsFaults.reason(new IllegalStateException("neither answer nor fault")))
                .isEqualTo(new Text(
                        "the look-up failed (neither answer nor fault)",
                        "die Abfrage ist gescheitert (IllegalStateException)"));
    }

    private Text reason(String name) {
        return reason(DnsRecordLookUps.by(server.address(), PracticeNameServer.IMPATIENT), name);
    }

    private static Text reason(DnsRecordLookUps records, String name) {
        var answer = records.texts(name).toCompletableFuture().join();
        assertThat(answer.isUnanswered()).as(String.valueOf(answer)).isTrue();
        GermanWords.areIn(answer.reason());
        return answer.reason();
    }
}
