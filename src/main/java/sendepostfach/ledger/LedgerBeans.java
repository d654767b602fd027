package sendepostfach.ledger;

import java.time.Clock;
import javax.sql.DataSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Forgetting;
import sendepostfach.campaign.Leases;
import sendepostfach.campaign.Steering;
import sendepostfach.delivery.DeliveryLedger;
import sendepostfach.delivery.Sleeper;
import sendepostfach.intake.IntakeLedger;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.Quota;
import sendepostfach.report.ReportLedger;
import sendepostfach.routing.RoutingLedger;

/** The ledger behind the ports of the features. */
@Configuration(proxyBeanMethods = false)
class LedgerBeans {
    @Bean
    Database database(DataSource source, PlatformTransactionManager transactions) {
        return new Database(source, transactions);
    }

    @Bean
    Campaigns campaigns(Database db) {
        return new JdbcCampaigns(db);
    }

    @Bean
    Leases leases(Database db) {
        return new JdbcLeases(db);
    }

    @Bean
    Forgetting forgetting(Database db) {
        return new JdbcForgetting(db);
    }

    @Bean
    IntakeLedger intakeLedger(Database db) {
        return new JdbcIntakeLedger(db);
    }

    @Bean
    RoutingLedger routingLedger(Database db) {
        return new JdbcRoutingLedger(db);
    }

    @Bean
    DeliveryLedger deliveryLedger(Database db, Clock clock, Sleeper sleeper) {
        return new JdbcDeliveryLedger(db, clock, sleeper);
    }

    @Bean
    ReportLedger reportLedger(Database db) {
        return new JdbcReportLedger(db);
    }

    @Bean
    Quota quota(Database db) {
        return new JdbcQuota(db);
    }

    @Bean
    PaceLedger paceLedger(Database db) {
        return new JdbcPaceLedger(db);
    }

    @Bean
    Steering steering(Database db) {
        return new JdbcSteering(db);
    }
}
