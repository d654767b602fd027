package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Secret;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.LaneLease;
import sendepostfach.intake.Candidate;
import sendepostfach.report.Account;
import sendepostfach.report.ReportLedger;
import sendepostfach.suppression.Forgotten;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.SuppressionReason;
import sendepostfach.suppression.Target;

/** The suppression list on real databases: what it covers, and what import and delivery make of it. */
class JdbcSuppressionListTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final Address NEWS = Address.of("news@blatt.example");
    private static final Address ANNA = Address.of("Anna@gmail.com");

    private static Suppression entry(Target target, Optional<Address> sender) {
        return Suppression.of(target, sender, SuppressionReason.UNSUBSCRIBED, "by hand", NOW);
    }

    @ParameterizedTest
    @EnumSource
    void coversEverySpellingOfAnAddress(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            var list = new JdbcSuppressionList(ledger.database);

            assertThat(list.add(List.of(entry(Target.of(ANNA), Optional.empty()))))
                    .isEqualTo(1);

            assertThat(list.covering(Address.of("aNNa@GoogleMail.com"), NEWS))
                    .containsExactly(entry(Target.of(ANNA), Optional.empty()));
            assertThat(list.covering(Address.of("anna@gmx.example"), NEWS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void coversADomainButNotItsSubdomains(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            var list = new JdbcSuppressionList(ledger.database);
            list.add(List.of(entry(Target.ofDomain("Firma.example"), Optional.empty())));

            assertThat(list.covering(Address.of("x@firma.example"), NEWS)).hasSize(1);
            assertThat(list.covering(Address.of("x@mail.firma.example"), NEWS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEntryMayHoldForOneSender(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            var list = new JdbcSuppressionList(ledger.database);
            list.add(List.of(entry(Target.of(ANNA), Optional.of(NEWS))));

            assertThat(list.covering(ANNA, Address.of("NEWS@blatt.example"))).hasSize(1);
            assertThat(list.covering(ANNA, Address.of("shop@blatt.example"))).isEmpty();
            assertThat(list.remove(Target.of(ANNA), Optional.of(Address.of("shop@blatt.example"))))
                    .isZero();
            assertThat(list.remove(Target.of(ANNA), Optional.empty())).isEqualTo(1);
            assertThat(list.covering(ANNA, NEWS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstReasonCounts(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            var list = new JdbcSuppressionList(ledger.database);
            list.add(List.of(entry(Target.of(ANNA), Optional.empty())));

            int added = list.add(List.of(
                    Suppression.of(Target.of(ANNA), Optional.empty(), SuppressionReason.MANUAL, "again", NOW),
                    entry(Target.ofDomain("firma.example"), Optional.empty())));

            assertThat(added).isEqualTo(1);
            assertThat(list.of(Target.of(ANNA)))
                    .extracting(Suppression::reason)
                    .containsExactly(SuppressionReason.UNSUBSCRIBED);
            var all = new ArrayList<Suppression>();
            list.all(all::add);
            assertThat(all).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsForgottenIsStillNotWrittenTo(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            var list = new JdbcSuppressionList(ledger.database);
            list.add(List.of(entry(Target.of(ANNA), Optional.empty())));

            assertThat(list.forget(Target.of(ANNA), NOW)).isEqualTo(new Forgotten(1, 0));
            list.add(List.of(entry(Target.of(ANNA), Optional.empty())));

            assertThat(list.covering(ANNA, NEWS))
                    .extracting(Suppression::target)
                    .containsExactly(Optional.empty());
            assertThat(ledger.database.jdbc.queryForList("SELECT target FROM suppression", String.class))
                    .containsOnlyNulls();
            assertThat(ledger.database.jdbc.queryForList("SELECT source FROM suppression", String.class))
                    .as("what people wrote, which may name the person")
                    .containsExactly("asked to be forgotten");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsForgottenIsTakenOutOfAllCampaigns(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = ledger.running(Map.of("a.example", 3), NOW);
            Address person = Address.of("k1@a.example");
            var jdbc = ledger.database.jdbc;
            jdbc.update(
                    "INSERT INTO attempt (campaign_id, row_no, at, phase, code, kind, matter, reply) SELECT campaign_id,"
                            + " row_no, 1, 'rcpt', 450, 'other', 'temporary', CONCAT('<', address, '> later')"
                            + " FROM recipient");
            String rejected = "INSERT INTO rejected_row (campaign_id, row_no, line_no, reason, detail, raw)"
                    + " VALUES (?, ?, ?, 'duplicate', 'has been in an earlier row', ?)";
            jdbc.update(rejected, campaign.id(), 4, 5, "Kurt;\"K1@A.example\";Köln");
            jdbc.update(rejected, campaign.id(), 5, 6, "Mark;mark1@a.example;Kiel");
            Map<?, ?> totals = ledger.campaigns.tally(campaign.id());
            var list = new JdbcSuppressionList(ledger.database);

            assertThat(list.forget(Target.of(person), NOW)).isEqualTo(new Forgotten(1, 2));
            assertThat(list.forget(Target.of(person), NOW)).isEqualTo(new Forgotten(1, 0));

            assertThat(ledger.campaigns.tally(campaign.id())).isEqualTo(totals);
            assertThat(jdbc.queryForList(
                            "SELECT CONCAT(address, ' ', state, ' ', fields) FROM recipient ORDER BY row_no",
                            String.class))
                    .containsExactly(
                            "k0@a.example QUEUED [\"x\"]",
                            "forgotten@forgotten.invalid QUEUED []",
                            "k2@a.example QUEUED [\"x\"]");
            assertThat(jdbc.queryForList("SELECT reply FROM attempt ORDER BY row_no", String.class))
                    .containsExactly("<k0@a.example> later", "forgotten", "<k2@a.example> later");
            assertThat(jdbc.queryForList("SELECT raw FROM rejected_row ORDER BY row_no", String.class))
                    .containsExactly("forgotten", "Mark;mark1@a.example;Kiel");
            assertThat(list.covering(person, NEWS))
                    .extracting(Suppression::target)
                    .containsExactly(Optional.empty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsForgottenBeforeTheMailLeavesGetsNone(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = ledger.running(Map.of("a.example", 3), NOW);
            var delivery = new JdbcDeliveryLedger(ledger.database);
            LaneLease lease = delivery.open(campaign.id(), 1, "test", UncertainPolicy.HOLD, Duration.ofSeconds(30), NOW)
                    .orElseThrow();
            var list = new JdbcSuppressionList(ledger.database);
            list.forget(Target.of(Address.of("k1@a.example")), NOW);
            list.remove(Target.of(Address.of("k1@a.example")), Optional.empty());

            assertThat(delivery.claim(lease, delivery.due(lease, NOW, 10), NOW)).containsExactlyInAnyOrder(1, 3);

            assertThat(ledger.campaigns.tally(campaign.id()).get(1))
                    .containsEntry(RecipientState.CLAIMED, 2)
                    .containsEntry(RecipientState.CANCELLED, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void importRejectsTheSuppressed(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = ledger.running(Map.of("a.example", 1), NOW);
            ledger.campaigns.sender(campaign.id(), NEWS);
            var list = new JdbcSuppressionList(ledger.database);
            list.add(List.of(
                    entry(Target.of(Address.of("k1@b.example")), Optional.empty()),
                    entry(Target.of(Address.of("k2@b.example")), Optional.of(NEWS)),
                    entry(Target.of(Address.of("k3@b.example")), Optional.of(ANNA)),
                    entry(Target.ofDomain("c.example"), Optional.empty())));

            new JdbcIntakeLedger(ledger.database)
                    .write(campaign.id())
                    .write(
                            List.of(
                                    candidate(2, "K1@b.example"),
                                    candidate(3, "k2@b.example"),
                                    candidate(4, "k3@b.example"),
                                    candidate(5, "k4@c.example"),
                                    candidate(6, "k3@b.example")),
                            NOW);

            var rejected = new ArrayList<String>();
            new JdbcReportLedger(ledger.database)
                    .rejected(campaign.id(), row -> rejected.add(row.row() + " " + row.reason() + " " + row.detail()));
            assertThat(rejected)
                    .containsExactly(
                            "2 suppressed K1@b.example is suppressed: unsubscribed, by hand, on 2026-12-01",
                            "3 suppressed k2@b.example is suppressed: unsubscribed, by hand, on 2026-12-01",
                            "5 suppressed k4@c.example is suppressed: unsubscribed (all of c.example), by hand, on"
                                    + " 2026-12-01",
                            "6 duplicate k3@b.example has been in an earlier row");
            ledger.campaigns.rows(campaign.id(), 6);
            Account.of(ledger.campaigns.get(campaign.id()), ledger.campaigns.tally(campaign.id()))
                    .check();
        }
    }

    private static Candidate candidate(int row, String address) {
        return new Candidate(row, row + 1, Address.of(address), "", List.of("x"), "x");
    }

    @ParameterizedTest
    @EnumSource
    void whoIsSuppressedSinceTheImportIsCancelledWhenTheMailIsAboutToLeave(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = ledger.running(Map.of("a.example", 3), NOW);
            var delivery = new JdbcDeliveryLedger(ledger.database);
            LaneLease lease = delivery.open(campaign.id(), 1, "test", UncertainPolicy.HOLD, Duration.ofSeconds(30), NOW)
                    .orElseThrow();
            List<Due> due = delivery.due(lease, NOW, 10);
            new JdbcSuppressionList(ledger.database)
                    .add(List.of(entry(Target.of(due.get(1).address()), Optional.empty())));

            assertThat(delivery.claim(lease, due, NOW)).containsExactlyInAnyOrder(1, 3);
            // as after a broken connection, when nobody knows whether the claim was kept
            assertThat(delivery.claim(lease, due, NOW)).containsExactlyInAnyOrder(1, 3);

            assertThat(ledger.campaigns.tally(campaign.id()).get(1))
                    .containsEntry(RecipientState.CLAIMED, 2)
                    .containsEntry(RecipientState.CANCELLED, 1);
            ReportLedger.RecipientRow row = new JdbcReportLedger(ledger.database)
                    .recipient(campaign.id(), 2)
                    .orElseThrow();
            assertThat(row.state()).isEqualTo(RecipientState.CANCELLED);
            assertThat(row.kind()).contains("suppressed");
            assertThat(row.reason()).contains("suppressed: unsubscribed, by hand, on 2026-12-01");
            assertThat(delivery.due(lease, NOW, 10)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoWasClaimedBeforeTheSuppressionKeepsTheClaimWhenItIsMadeAgain(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = ledger.running(Map.of("a.example", 3), NOW);
            var delivery = new JdbcDeliveryLedger(ledger.database);
            LaneLease lease = delivery.open(campaign.id(), 1, "test", UncertainPolicy.HOLD, Duration.ofSeconds(30), NOW)
                    .orElseThrow();
            List<Due> due = delivery.due(lease, NOW, 10);
            assertThat(delivery.claim(lease, due, NOW)).containsExactlyInAnyOrder(1, 2, 3);
            new JdbcSuppressionList(ledger.database)
                    .add(List.of(entry(Target.of(due.get(1).address()), Optional.empty())));

            // its mail may be under way: a claim that stands is not taken back
            assertThat(delivery.claim(lease, due, NOW)).containsExactlyInAnyOrder(1, 2, 3);

            assertThat(ledger.campaigns.tally(campaign.id()).get(1))
                    .containsEntry(RecipientState.CLAIMED, 3)
                    .doesNotContainKey(RecipientState.CANCELLED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theKeyIsMadeOnceAndSharedByAllProcesses(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            var source = java.util.Objects.requireNonNull(ledger.database.jdbc.getDataSource());
            var another = new Database(source, new DataSourceTransactionManager(source));

            assertThat(another.tokens().fingerprint())
                    .isEqualTo(ledger.database.tokens().fingerprint());
        }
    }

    @Test
    void aKeyFromOutsideIsNotKeptAndMustStayTheSame() throws Exception {
        try (TestLedger ledger = TestLedger.onH2()) {
            var source = java.util.Objects.requireNonNull(ledger.database.jdbc.getDataSource());
            var transactions = new DataSourceTransactionManager(source);
            var given = new Database(source, transactions, Optional.of(new Secret("sixteen characters")));

            assertThat(given.tokens().fingerprint()).isNotEmpty();

            assertThat(given.jdbc.queryForList("SELECT content FROM secret", String.class))
                    .containsOnlyNulls();
            assertThatThrownBy(() -> new Database(
                                    source, transactions, Optional.of(new Secret("another sixteen characters")))
                            .tokens())
                    .isInstanceOf(InputFault.class)
                    .hasMessageContaining("set it to the first one");
            assertThatThrownBy(() -> new Database(source, transactions).tokens())
                    .isInstanceOf(InputFault.class)
                    .hasMessageContaining("set SENDEPOSTFACH_KEY to it");
        }
    }

    @ParameterizedTest
    @EnumSource
    void coversManyAtOnceAndShowsTheLatest(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            var list = new JdbcSuppressionList(ledger.database);
            Address bernd = Address.of("bernd@weg.example");
            Address carla = Address.of("carla@gmx.example");
            assertThat(list.covered(List.of(ANNA, bernd), Optional.empty())).isEmpty();
            list.add(List.of(entry(Target.of(ANNA), Optional.empty())));
            list.add(List.of(entry(Target.ofDomain("weg.example"), Optional.empty())));
            list.add(List.of(entry(Target.of(carla), Optional.of(NEWS))));

            assertThat(list.covered(List.of(ANNA, bernd, carla), Optional.empty()))
                    .containsExactlyInAnyOrder(ANNA, bernd);
            assertThat(list.covered(List.of(carla), Optional.of(NEWS))).containsExactly(carla);
            assertThat(list.latest(2))
                    .extracting(each -> each.target().orElseThrow().toString())
                    .containsExactly("carla@gmx.example", "weg.example");
        }
    }
}
