package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;

/** The embedded database on a small file system, which needs root. A full disk is an error, not a loss. */
@Timeout(60)
class DiskFullTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @BeforeEach
    void mount() throws Exception {
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=8m", "small", folder.toString()),
                "needs the right to mount a small file system");
    }

    @AfterEach
    void unmount() throws Exception {
        boolean unused = run("umount", folder.toString());
    }

    @Test
    void noMailBeginsWhoseClaimCannotBeKeptAndWhatWasKeptIsThereAfterwards() throws Exception {
        CampaignEntry campaign;
        try (TestLedger ledger = TestLedger.onH2In(folder)) {
            campaign = ledger.running(Map.of("gut.example", 50), START);
            var delivery = new JdbcDeliveryLedger(ledger.database);
            LaneLease lease = delivery.open(campaign.id(), 1, "process", UncertainPolicy.HOLD, LEASE, START)
                    .orElseThrow();
            List<Due> due = delivery.due(lease, START, 20);
            assertThat(delivery.claim(lease, due.subList(0, 10), START)).hasSize(10);
            fill();

            assertThatThrownBy(() -> claimOneByOne(delivery, lease, due))
                    .isInstanceOfAny(DataAccessException.class, TransactionException.class);

            makeRoom();
        }
        try (TestLedger ledger = TestLedger.onH2In(folder)) {
            Map<RecipientState, Integer> states =
                    ledger.campaigns.tally(campaign.id()).getOrDefault(1, Map.of());
            assertThat(states.get(RecipientState.CLAIMED)).isGreaterThanOrEqualTo(10);
            assertThat(states.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(50);
        }
    }

    @Test
    void anOutcomeWaitsForRoomAndIsKept() throws Exception {
        try (TestLedger ledger = TestLedger.onH2In(folder)) {
            CampaignEntry campaign = ledger.running(Map.of("gut.example", 50), START);
            var waits = new int[1];
            var delivery = new JdbcDeliveryLedger(ledger.database, Clock.systemUTC(), (monitor, until) -> {
                if (++waits[0] == 3) {
                    makeRoomNow();
                }
                monitor.wait(20);
            });
            LaneLease lease = delivery.open(campaign.id(), 1, "process", UncertainPolicy.HOLD, LEASE, START)
                    .orElseThrow();
            List<Due> due = delivery.due(lease, START, 50);
            assertThat(delivery.claim(lease, due, START)).hasSize(50);
            fill();

            for (Due each : due) {
                delivery.record(
                        lease,
                        List.of(new Outcome(
                                each.row(),
                                RecipientState.ACCEPTED,
                                1,
                                Optional.of(START),
                                Optional.empty(),
                                START,
                                Optional.empty())));
            }

            assertThat(waits[0]).as("the disk was full").isPositive();
            assertThat(ledger.campaigns.tally(campaign.id()).get(1)).containsEntry(RecipientState.ACCEPTED, 50);
        }
    }

    private static void claimOneByOne(JdbcDeliveryLedger delivery, LaneLease lease, List<Due> due) {
        for (int turn = 0; turn < 10_000; turn++) {
            delivery.renew(lease, LEASE, START.plusSeconds(turn));
        }
        delivery.claim(lease, due.subList(10, 20), START);
    }

    private void fill() throws IOException {
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(folder.resolve("filler"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    private void makeRoom() throws IOException {
        Files.deleteIfExists(folder.resolve("filler"));
    }

    private void makeRoomNow() {
        try {
            makeRoom();
        } catch (IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
