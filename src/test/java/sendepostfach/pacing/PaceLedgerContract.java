package sendepostfach.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.SiteRules;

/** What every pace ledger promises. */
public abstract class PaceLedgerContract {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final PaceSettings SETTINGS = PaceSettings.STANDARD;
    private static final SiteRules RULES = new SiteRules(Limit.parse("60/min"), 5, 20);
    private static final String REPLY = "450 4.7.0 Rate limit reached";

    /** An empty ledger. */
    protected abstract PaceLedger ledger();

    private PaceLedger.Turns take(PaceLedger ledger, int wanted, int accepted, Instant now) {
        return Objects.requireNonNull(
                ledger.take("haupt", List.of(new PaceLedger.Wish("a.example", RULES, wanted, accepted)), SETTINGS, now)
                        .get("a.example"));
    }

    @Test
    void twoLanesTogetherAreNoFasterThanTheSite() {
        PaceLedger ledger = ledger();
        var turns = new ArrayList<Instant>();
        for (Instant now = NOW; now.isBefore(NOW.plusSeconds(40)); now = now.plusMillis(200)) {
            for (int lane = 0; lane < 2; lane++) {
                PaceLedger.Turns given = take(ledger, 1, 0, now);
                if (given.granted() > 0) {
                    turns.add(given.from());
                }
            }
        }
        assertThat(turns).hasSizeBetween(39, 42).isSorted();
    }

    @Test
    void whatOneLaneLearnsHoldsForAll() {
        PaceLedger ledger = ledger();
        take(ledger, 1, 0, NOW);
        SitePace learned = ledger.learn(
                "haupt", "a.example", pace -> pace.afterRateLimit(NOW, Optional.empty(), REPLY, RULES, SETTINGS), NOW);

        PaceLedger.Turns given = take(ledger, 5, 0, NOW.plusSeconds(1));

        assertThat(given.granted()).isZero();
        assertThat(given.from()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(given.pace()).isEqualTo(learned).isEqualTo(ledger.site("haupt", "a.example"));
        assertThat(ledger.site("anderes", "a.example")).isEqualTo(SitePace.FRESH);
    }

    @Test
    void aSingleLaneProbesAndItsAcceptanceReopensTheSiteForAll() {
        PaceLedger ledger = ledger();
        ledger.learn(
                "haupt", "a.example", pace -> pace.afterRateLimit(NOW, Optional.empty(), REPLY, RULES, SETTINGS), NOW);
        Instant over = NOW.plus(Duration.ofMinutes(5));

        assertThat(take(ledger, 9, 0, over).granted()).isEqualTo(1);
        assertThat(take(ledger, 9, 0, over.plusSeconds(1)).granted()).isZero();

        PaceLedger.Turns reopened = take(ledger, 9, 1, over.plusSeconds(2));
        assertThat(reopened.granted()).isEqualTo(9);
        assertThat(reopened.pace().isProbing()).isFalse();
    }

    @Test
    void aProbeOfADeadProcessKeepsNobodyWaitingForLong() {
        PaceLedger ledger = ledger();
        ledger.learn(
                "haupt", "a.example", pace -> pace.afterRateLimit(NOW, Optional.empty(), REPLY, RULES, SETTINGS), NOW);
        Instant over = NOW.plus(Duration.ofMinutes(5));
        take(ledger, 1, 0, over);

        assertThat(take(ledger, 1, 0, over.plus(PaceLedger.PROBE)).granted()).isEqualTo(1);
    }

    @Test
    void restsThatEndedAreKnownUntilTheSiteTakesMail() {
        PaceLedger ledger = ledger();
        for (String site : List.of("a.example", "b.example")) {
            ledger.learn(
                    "haupt", site, pace -> pace.afterRateLimit(NOW, Optional.empty(), REPLY, RULES, SETTINGS), NOW);
        }
        Instant over = NOW.plus(Duration.ofMinutes(5));
        assertThat(ledger.restsThatEnded("haupt", NOW, over.minusMillis(1))).isEmpty();
        assertThat(ledger.restsThatEnded("haupt", NOW, over)).containsOnlyKeys("a.example", "b.example");
        assertThat(ledger.restsThatEnded("haupt", NOW, over)).containsValue(REPLY);
        assertThat(ledger.restsThatEnded("haupt", over, over.plusSeconds(1))).isEmpty();
        assertThat(ledger.restsThatEnded("anderes", NOW, over)).isEmpty();

        ledger.learn("haupt", "a.example", pace -> pace.afterAcceptances(1, over, RULES, SETTINGS), over);
        assertThat(ledger.restsThatEnded("haupt", NOW, over)).containsOnlyKeys("b.example");
    }

    @Test
    void everythingThatIsKnownIsKept() {
        PaceLedger ledger = ledger();
        var pace = new SitePace(
                new SiteSpeed(1.25, 1, 2, NOW.minusSeconds(9), NOW.minusSeconds(3), 7, true),
                new SiteCrowd(3, 4, NOW.minusSeconds(5), 11),
                new SiteRest(2, NOW.plusSeconds(60), Optional.of(REPLY)),
                Optional.of(Limit.parse("90/min")));

        ledger.learn("haupt", "a.example", before -> pace, NOW);

        assertThat(ledger.sites("haupt")).containsOnlyKeys("a.example").containsValue(pace);
        assertThat(ledger.mailboxes()).containsExactly("haupt");
        assertThat(ledger.forget("haupt", Optional.of("b.example"))).isZero();
        assertThat(ledger.forget("haupt", Optional.empty())).isEqualTo(1);
        assertThat(ledger.site("haupt", "a.example")).isEqualTo(SitePace.FRESH);
    }

    @Test
    void aMailboxesRestIsKeptUntilItIsResumed() {
        PaceLedger ledger = ledger();
        var pause = new MailboxPause(NOW.plusSeconds(60), 2, "450 Mail send limit exceeded");
        ledger.pause("haupt", pause);
        assertThat(ledger.pause("haupt")).contains(pause);

        ledger.pause("haupt", MailboxPause.stopped(Optional.of(pause), "535 no"));
        assertThat(ledger.pause("haupt").orElseThrow().needsAnOperator()).isTrue();

        ledger.resume("haupt");
        assertThat(ledger.pause("haupt")).isEmpty();
    }
}
