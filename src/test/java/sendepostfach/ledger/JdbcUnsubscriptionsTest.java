package sendepostfach.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.suppression.Suppression;
import sendepostfach.suppression.Target;
import sendepostfach.suppression.Unsubscriptions;
import sendepostfach.token.MailId;

class JdbcUnsubscriptionsTest {
    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
    private static final Address NEWS = Address.of("News@blatt.example");

    @ParameterizedTest
    @EnumSource
    void endsTheMailingsOfTheSenderOrOfEverybody(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            CampaignEntry campaign = ledger.running(Map.of("a.example", 2), NOW);
            ledger.campaigns.sender(campaign.id(), NEWS);
            var unsubscriptions = new JdbcUnsubscriptions(ledger.database);
            var list = new JdbcSuppressionList(ledger.database);
            Address first = Address.of("k0@a.example");
            Address second = Address.of("k1@a.example");

            assertThat(unsubscriptions.find(new MailId("uid", 1)))
                    .contains(new Unsubscriptions.Subscriber(first, Address.of(NEWS.key()), "probe"));
            assertThat(unsubscriptions.end(new MailId("uid", 1), false, "by link", NOW))
                    .isTrue();
            assertThat(unsubscriptions.end(new MailId("uid", 1), false, "by link", NOW))
                    .isTrue();
            assertThat(unsubscriptions.end(new MailId("uid", 2), true, "by one click", NOW))
                    .isTrue();

            assertThat(list.covering(first, NEWS))
                    .extracting(Suppression::source)
                    .containsExactly("campaign probe, by link");
            assertThat(list.covering(first, Address.of("shop@blatt.example"))).isEmpty();
            assertThat(list.covering(second, Address.of("shop@blatt.example"))).hasSize(1);
            assertThat(ledger.database.jdbc.queryForList("SELECT detail FROM feedback ORDER BY id", String.class))
                    .isEqualTo(List.of("by link", "by one click"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownMailChangesNothing(Vendor vendor) throws Exception {
        try (TestLedger ledger = vendor.open()) {
            ledger.running(Map.of("a.example", 1), NOW);
            var unsubscriptions = new JdbcUnsubscriptions(ledger.database);

            assertThat(unsubscriptions.find(new MailId("uid", 2))).isEmpty();
            assertThat(unsubscriptions.end(new MailId("other", 1), true, "by link", NOW))
                    .isFalse();
            assertThat(new JdbcSuppressionList(ledger.database).of(Target.of(Address.of("k0@a.example"))))
                    .isEmpty();
        }
    }
}
