package sendepostfach.preflight.spf;

import java.time.Clock;
import java.time.Duration;

import sendepostfach.preflight.DnsRecords;

/** Evaluates SPF as a receiver does (RFC 7208, check_host()). */
public final class SpfEvaluator {
    /** How long one evaluation may take; RFC 7208, section 4.6.4, asks for at least 20 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DnsRecords dns;
    private final Clock clock;

    public SpfEvaluator(DnsRecords dns, Clock clock) {
        this.dns = dns;
        this.clock = clock;
    }

    /** Whether the host may use the sender. Waits for DNS. */
    public SpfAnswer check(SpfQuery query) {
        return new CheckHost(dns, clock, query, clock.instant().plus(PATIENCE)).answer();
    }
}
