package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.xbill.DNS.Type;
import tools.jackson.databind.JsonNode;

import sendepostfach.dns.PracticeNameServer;
import sendepostfach.preflight.spf.Rfc7208Suite;

/** {@code spf} as a program calls it: the whole test suite of RFC 7208, and what name servers do that the suite has not. */
class SpfCommandTest {
    private final List<PracticeNameServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(PracticeNameServer::close);
    }

    private PracticeNameServer server() {
        var server = new PracticeNameServer().deniesOtherNames();
        servers.add(server);
        return server;
    }

    @TestFactory
    Stream<DynamicContainer> givesTheSuitesResults() {
        return Rfc7208Suite.scenarios().stream().map(scenario -> {
            PracticeNameServer server = server();
            scenario.serve(server, false);
            return DynamicContainer.dynamicContainer(
                    scenario.description(),
                    scenario.tests().entrySet().stream()
                            .map(test -> DynamicTest.dynamicTest(test.getKey(), () -> check(server, test))));
        });
    }

    private static void check(PracticeNameServer server, Map.Entry<String, Rfc7208Suite.Case> test) {
        Rfc7208Suite.Case asked = test.getValue();
        JsonNode said = spf(server, asked.ip(), asked.sender(), asked.helo());
        assertThat(said.path("result").asString()).as(said.toString()).isIn(asked.results());
        assertThat(asked.isSaid(said.path("explanation").asString()))
                .as(said.toString())
                .isTrue();
    }

    private static JsonNode spf(PracticeNameServer server, String ip, String sender, String helo) {
        CapturedRun run = CapturedRun.of(
                "spf", ip, sender, helo, "--json", "--dns", server.address().toString());
        assertThat(run.out().lines()).as(run.toString()).hasSize(1);
        JsonNode said = Json.read(run.out());
        assertThat(run.exitCode()).isEqualTo(said.path("result").asString().equals("pass") ? Cli.OK : Cli.NEEDS_A_LOOK);
        return said;
    }

    private static String result(PracticeNameServer server) {
        return spf(server, "192.0.2.1", "news@blatt.example", "mail.blatt.example")
                .path("result")
                .asString();
    }

    @Test
    void followsAliases() {
        PracticeNameServer server = server().has("blatt.example", 300, Type.CNAME, "a.alias.example.")
                .has("a.alias.example", 300, Type.CNAME, "b.alias.example.")
                .has("b.alias.example", 300, Type.TXT, "\"v=spf1 a:host.alias.example -all\"")
                .has("host.alias.example", 300, Type.CNAME, "c.alias.example.")
                .has("c.alias.example", 300, Type.A, "192.0.2.1");
        assertThat(result(server)).isEqualTo("pass");
    }

    @Test
    void anAliasToNowhereIsNoRecordAndALoopIsNoAnswer() {
        PracticeNameServer nowhere = server().has("blatt.example", 300, Type.CNAME, "gone.alias.example.");
        assertThat(result(nowhere)).isEqualTo("none");
        PracticeNameServer loop = server().has("blatt.example", 300, Type.CNAME, "a.alias.example.")
                .has("a.alias.example", 300, Type.CNAME, "blatt.example.");
        assertThat(result(loop)).isEqualTo("temperror");
    }

    @Test
    void asksAgainWithoutExtensionsWhereAServerDoesNotKnowThem() {
        PracticeNameServer old =
                server().knowsNoExtensions().has("blatt.example", 300, Type.TXT, "\"v=spf1 ip4:192.0.2.1 -all\"");
        assertThat(result(old)).isEqualTo("pass");
    }

    @Test
    void readsALongRecordInSeveralStringsByTcp() {
        String text = "\"v=spf1 \" \"" + "ip4:198.51.100.1 ".repeat(14) + "\" \"" + "ip4:198.51.100.2 ".repeat(14)
                + "\" \"\" \"ip4:192.0.\" \"2.1 -all\"";
        PracticeNameServer server =
                server().truncatesOverUdp("blatt.example").has("blatt.example", 300, Type.TXT, text);
        assertThat(result(server)).isEqualTo("pass");
    }

    @Test
    void refusedAndFailingServersAreNoMissingRecord() {
        for (int code : new int[] {org.xbill.DNS.Rcode.SERVFAIL, org.xbill.DNS.Rcode.REFUSED}) {
            assertThat(result(server().answers("blatt.example", code))).isEqualTo("temperror");
        }
    }

    @Test
    void saysWhyToPeople() {
        PracticeNameServer server = server().has("blatt.example", 300, Type.TXT, "\"v=spf1 mx -all\"");
        CapturedRun run = CapturedRun.of(
                "spf",
                "192.0.2.1",
                "news@blatt.example",
                "--dns",
                server.address().toString());
        assertThat(run.out()).startsWith("fail").contains("-all", "look-ups     1 of 10", "v=spf1 mx -all");
        assertThat(run.exitCode()).isEqualTo(Cli.NEEDS_A_LOOK);
    }
}
