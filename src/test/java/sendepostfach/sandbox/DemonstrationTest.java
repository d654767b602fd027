package sendepostfach.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/** A mailing of 10,000 to the standard rules' providers, by a client that slows down when told to; in settable time. */
class DemonstrationTest {
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int RECIPIENTS = 10_000;

    private final SettableTime time = new SettableTime();
    private final Instant start = time.instant();
    private final Reception reception = new Reception(
            new SandboxSettings(SandboxRules.standard(), Optional.empty(), time, new Random(1), time::pass));
    private final Map<String, Site> sites = new HashMap<>();

    private record Due(String recipient, Instant at) {}

    /** What a sensible client does for one provider: sends at a rate, and at a rate limit rests and halves the rate. */
    private static final class Site {
        private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
        private double rate;
        private double credit;
        private Duration rest = Duration.ofSeconds(5);
        private Instant suspendedUntil = Instant.MIN;

        Site(double rate) {
            this.rate = rate;
        }
    }

    @Test
    void eachKindOfTroubleComesUpAndAllIsDecidedWithinSeventyFiveSeconds() {
        recipients().forEach(this::enqueue);
        while (sites.values().stream().anyMatch(site -> !site.due.isEmpty())) {
            sites.values().forEach(this::send);
            time.pass(STEP);
            assertThat(Duration.between(start, time.instant())).isLessThan(Duration.ofSeconds(75));
        }
        SandboxCounts counts = reception.counts();
        for (String provider : List.of("web.de", "t-online", "gmail", "outlook")) {
            assertThat(counts.of(provider).refused(ReplyKind.RATE_LIMITED))
                    .as("rate limit of " + provider)
                    .isPositive();
        }
        assertThat(counts.of("default").refused(ReplyKind.TRANSIENT))
                .as("greylisting")
                .isGreaterThan(100);
        assertThat(counts.total().refused(ReplyKind.UNKNOWN_USER)).isGreaterThan(100);
        assertThat(counts.total().refused(ReplyKind.MAILBOX_FULL)).isGreaterThan(100);
        assertThat(counts.total().refused(ReplyKind.BLOCKED)).isEqualTo(10);
    }

    private static List<String> recipients() {
        var domains = new ArrayList<String>();
        Map.of("gmail.example", 24, "gmx.example", 18, "web.example", 17, "t-online.example", 10, "outlook.example", 8)
                .forEach((domain, percent) -> {
                    for (int i = 0; i < RECIPIENTS / 100 * percent; i++) {
                        domains.add(domain);
                    }
                });
        for (int i = 0; i < 10; i++) {
            domains.add("gesperrt.example");
        }
        for (int i = 0; domains.size() < RECIPIENTS; i++) {
            domains.add("firma" + i % 800 + ".example");
        }
        var recipients = new ArrayList<String>();
        for (int i = 0; i < domains.size(); i++) {
            String name = i % 50 == 7 ? "unbekannt" : i % 50 == 8 ? "voll" : "kunde";
            recipients.add(name + i + "@" + domains.get(i));
        }
        return recipients;
    }

    private void enqueue(String recipient) {
        String provider =
                reception.of(recipient.substring(recipient.indexOf('@') + 1)).name();
        sites.computeIfAbsent(provider, name -> new Site(name.equals("gmail") ? 120 : 60))
                .due
                .add(new Due(recipient, start));
    }

    private void send(Site site) {
        Instant now = time.instant();
        if (now.isBefore(site.suspendedUntil)) {
            return;
        }
        site.credit = Math.min(1, site.credit) + site.rate * STEP.toMillis() / 1000;
        while (site.credit >= 1
                && !site.due.isEmpty()
                && !site.due.peek().at().isAfter(now)
                && !now.isBefore(site.suspendedUntil)) {
            site.credit--;
            attempt(site, site.due.remove().recipient(), now);
        }
    }

    private void attempt(Site site, String recipient, Instant now) {
        Attempt attempt = Attempt.toConnect("A", "127.0.0.1")
                .from("news@blatt.example", 0)
                .to(recipient);
        Provider provider = reception.of(attempt.domain());
        Optional<SmtpAnswer> answer = provider.at(Phase.RCPT, attempt);
        if (answer.isEmpty()) {
            provider.countAccepted();
            return;
        }
        provider.count(answer.get());
        var say = (SmtpAnswer.Say) answer.get();
        if (say.kind() == ReplyKind.RATE_LIMITED) {
            site.suspendedUntil = now.plus(site.rest);
            site.rest = site.rest.multipliedBy(2);
            site.rate /= 2;
            site.due.add(new Due(recipient, now));
        } else if (say.text().code() < 500) {
            site.due.add(new Due(recipient, now.plus(RETRY)));
        }
    }
}
