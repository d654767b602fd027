package sendepostfach.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;

import org.junit.jupiter.api.Test;

import sendepostfach.dns.NoNameServer;
import sendepostfach.preflight.GermanWords;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.spf.SpfAnswer;
import sendepostfach.preflight.spf.SpfEvaluator;
import sendepostfach.preflight.spf.SpfQuery;
import sendepostfach.preflight.spf.SpfResult;

/** On a machine that is shut off from DNS, nothing is taken for missing. */
class NoDnsTest {
    @Test
    void spfIsNotKnown() {
        var query = SpfQuery.of(Ip.parse("192.0.2.1").orElseThrow(), "news@blatt.example", "");

        SpfAnswer answer = new SpfEvaluator(new NoNameServer(), Clock.systemUTC()).check(query);

        assertThat(answer.result()).isEqualTo(SpfResult.TEMPERROR);
        assertThat(answer.reason().english()).contains("TXT of blatt.example", "name one with --dns HOST:PORT");
        GermanWords.areIn(answer.reason());
    }
}
