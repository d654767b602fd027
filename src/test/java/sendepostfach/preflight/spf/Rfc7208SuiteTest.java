package sendepostfach.preflight.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.PracticeNameServer;
import sendepostfach.preflight.Ip;

/**
 * The evaluator against the open test suite of RFC 7208, each scenario served by a name server; once with silence where the suite
 * wants a time-out, and once with a server failure.
 */
class Rfc7208SuiteTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
    private static final DnsSettings QUICK =
            new DnsSettings(Duration.ofMillis(400), 1, 64, Duration.ofHours(1), Duration.ofHours(1), 1000);

    private final List<PracticeNameServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(PracticeNameServer::close);
    }

    @TestFactory
    Stream<DynamicContainer> withSilence() {
        return scenarios(true);
    }

    @TestFactory
    Stream<DynamicContainer> withServerFailures() {
        return scenarios(false);
    }

    private Stream<DynamicContainer> scenarios(boolean silence) {
        List<Rfc7208Suite.Scenario> scenarios = Rfc7208Suite.scenarios();
        assertThat(scenarios).hasSize(16);
        return scenarios.stream().map(scenario -> {
            var server = new PracticeNameServer().deniesOtherNames();
            servers.add(server);
            scenario.serve(server, silence);
            return DynamicContainer.dynamicContainer(
                    scenario.description(),
                    scenario.tests().entrySet().stream()
                            .map(test -> DynamicTest.dynamicTest(test.getKey(), () -> check(server, test.getValue()))));
        });
    }

    private static void check(PracticeNameServer server, Rfc7208Suite.Case test) {
        var evaluator = new SpfEvaluator(DnsRecordLookUps.by(server.address(), QUICK), CLOCK);
        SpfAnswer answer = evaluator.check(SpfQuery.of(Ip.parse(test.ip()).orElseThrow(), test.sender(), test.helo()));
        assertThat(answer.result().toString()).as(answer.toString()).isIn(test.results());
        assertThat(test.isSaid(answer.explanation())).as(answer.explanation()).isTrue();
    }
}
