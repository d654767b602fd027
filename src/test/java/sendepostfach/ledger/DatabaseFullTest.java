package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.delivery.Outcome;
import sendepostfach.reply.ReplyTable;
import sendepostfach.servers.OwnMySqlServer;

/** A MySQL whose only file must not grow any more, so that it answers "The table is full". */
class DatabaseFullTest {
    private static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int RECIPIENTS = 200;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void outcomesWaitForRoomAndAreKept() throws Exception {
        try (var mysql = OwnMySqlServer.in(
                        folder,
                        "--innodb-file-per-table=OFF",
                        "--innodb-data-file-path=ibdata1:12M:autoextend:max:40M");
                TestLedger ledger = TestLedger.on(mysql.database())) {
            CampaignEntry campaign = ledger.running(Map.of("gut.example", RECIPIENTS), START);
            var waits = new int[1];
            var delivery = new JdbcDeliveryLedger(ledger.database, Clock.systemUTC(), (monitor, until) -> {
                if (++waits[0] == 3) {
                    ledger.database.jdbc.execute("DROP TABLE filler");
                }
                monitor.wait(20);
            });
            LaneLease lease = delivery.open(campaign.id(), 1, "process", UncertainPolicy.HOLD, LEASE, START)
                    .orElseThrow();
            List<Due> due = delivery.due(lease, START, RECIPIENTS);
            assertThat(delivery.claim(lease, due, START)).hasSize(RECIPIENTS);
            fill(ledger.database);

            delivery.record(lease, due.stream().map(DatabaseFullTest::putOff).toList());

            assertThat(waits[0]).as("the database was full").isGreaterThanOrEqualTo(3);
            assertThat(ledger.campaigns.tally(campaign.id()).get(1)).containsEntry(RecipientState.DEFERRED, RECIPIENTS);
            assertThat(ledger.database.jdbc.queryForObject("SELECT COUNT(*) FROM attempt", Integer.class))
                    .isEqualTo(RECIPIENTS);
        }
    }

    /** With long words of the server, which need room. */
    private static Outcome putOff(Due due) {
        var later = Reply.parse(Phase.RCPT, "451 4.3.0 later" + " and later".repeat(180));
        return new Outcome(
                due.row(),
                RecipientState.DEFERRED,
                1,
                Optional.of(START),
                Optional.of(START.plusSeconds(600)),
                START,
                Optional.of(new Outcome.Trouble(later, ReplyTable.standard().verdict(later))));
    }

    private static void fill(Database database) {
        database.jdbc.execute("CREATE TABLE filler (text LONGTEXT)");
        for (int size = 1 << 20; size >= 1000; size /= 4) {
            int octets = size;
            assertThatThrownBy(() -> {
                        while (true) {
                            database.jdbc.update("INSERT INTO filler VALUES (REPEAT('x', ?))", octets);
                        }
                    })
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("full");
        }
    }
}
