package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.PracticeNameServer;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.GermanWords;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.Level;

class BlockListTest {
    private final PracticeNameServer server = new PracticeNameServer().deniesOtherNames();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsAListedHostFromOneThatIsNot() {
        lists("2.0.0.127", "127.0.0.2").lists("7.2.0.192", "127.0.0.4");
        server.has("7.2.0.192.bl.example", 300, Type.TXT, "\"https://bl.example/192.0.2.7\"");

        Finding listed = look("192.0.2.7").get(0);
        assertThat(listed.level()).isEqualTo(Level.FAIL);
        assertThat(listed.evidence().english())
                .contains("192.0.2.7", "bl.example", "127.0.0.4", "https://bl.example/192.0.2.7");
        assertThat(look("192.0.2.8")).extracting(Finding::level).containsExactly(Level.PASS);
    }

    @Test
    void aRefusalOfPublicResolversIsNoListing() {
        lists("2.0.0.127", "127.255.255.254").lists("7.2.0.192", "127.255.255.254");

        assertThat(look("192.0.2.7")).extracting(Finding::level).containsExactly(Level.SKIP);
        assertThat(look("192.0.2.7").get(0).evidence().english()).contains("does not answer this name server");
    }

    @Test
    void aListWithoutItsTestEntryIsNotBelieved() {
        lists("7.2.0.192", "127.0.0.2");

        assertThat(look("192.0.2.7")).extracting(Finding::level).containsExactly(Level.SKIP);
    }

    @Test
    void aListThatListsEverythingIsNotBelieved() {
        lists("2.0.0.127", "127.0.0.2").lists("1.0.0.127", "127.0.0.2").lists("7.2.0.192", "127.0.0.2");

        assertThat(look("192.0.2.7")).extracting(Finding::level).containsExactly(Level.SKIP);
    }

    @Test
    void anAnswerOutsideOfLoopbackIsNoListing() {
        lists("2.0.0.127", "127.0.0.2").lists("7.2.0.192", "203.0.113.1");

        assertThat(look("192.0.2.7")).extracting(Finding::level).containsExactly(Level.SKIP);
    }

    @Test
    void silenceIsNoListing() {
        lists("2.0.0.127", "127.0.0.2");
        server.keepsSilentAbout("7.2.0.192.bl.example");

        assertThat(look("192.0.2.7")).extracting(Finding::level).containsExactly(Level.SKIP);
    }

    private BlockListTest lists(String reversed, String entry) {
        server.has(reversed + ".bl.example", 300, Type.A, entry);
        return this;
    }

    private List<Finding> look(String ip) {
        var dns = new Lookups(DnsRecordLookUps.by(server.address(), PracticeNameServer.IMPATIENT));
        List<Finding> findings =
                new BlockListCheck(dns, "bl.example").look(List.of(Ip.parse(ip).orElseThrow()));
        GermanWords.areIn(findings);
        return findings;
    }
}
