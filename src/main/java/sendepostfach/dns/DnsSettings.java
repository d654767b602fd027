package sendepostfach.dns;

import java.time.Duration;

/**
 * How DNS is asked.
 *
 * @param timeout how long one name server may take for one answer, TCP after a truncated one included
 * @param tries how often each name server is asked before the look-up is given up
 * @param atOnce how many domains are looked up at the same time, at most
 * @param keepAtMost how long an answer is kept at most, however long its TTL
 * @param keepAbsenceAtMost how long it is kept at most that there is no answer
 * @param entries how many answers are kept at most
 */
public record DnsSettings(
        Duration timeout, int tries, int atOnce, Duration keepAtMost, Duration keepAbsenceAtMost, int entries) {
    public static final DnsSettings DEFAULT =
            new DnsSettings(Duration.ofSeconds(3), 2, 64, Duration.ofHours(6), Duration.ofMinutes(15), 100_000);

    public DnsSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a DNS timeout must be longer than nothing: " + timeout);
        }
        if (tries < 1 || atOnce < 1 || entries < 1) {
            throw new IllegalArgumentException("DNS needs at least one try, one look-up at once and one entry: " + tries
                    + ", " + atOnce + ", " + entries);
        }
        if (keepAtMost.isNegative() || keepAbsenceAtMost.isNegative()) {
            throw new IllegalArgumentException(
                    "DNS answers cannot be kept for less than nothing: " + keepAtMost + ", " + keepAbsenceAtMost);
        }
    }
}
