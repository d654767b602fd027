package sendepostfach.ledger;

import javax.sql.DataSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

import sendepostfach.access.Answers;
import sendepostfach.access.AuditLog;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Steering;
import sendepostfach.delivery.DeliveryLedger;
import sendepostfach.draft.Drafts;
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
    IntakeLedger intakeLedger(Database db) {
        return new JdbcIntakeLedger(db);
    }

    @Bean
    RoutingLedger routingLedger(Database db) {
        return new JdbcRoutingLedger(db);
    }

    @Bean
    DeliveryLedger deliveryLedger(Database db) {
        return new JdbcDeliveryLedger(db);
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

    @Bean
    JdbcPeople people(Database db) {
        return new JdbcPeople(db);
    }

    @Bean
    AuditLog auditLog(Database db) {
        return new JdbcAuditLog(db);
    }

    @Bean
    Answers answers(Database db) {
        return new JdbcAnswers(db);
    }

    @Bean
    Drafts drafts(Database db) {
        return new JdbcDrafts(db);
    }

    @Bean
    JdbcTracing tracing(Database db) {
        return new JdbcTracing(db);
    }

    @Bean
    JdbcUsage usage(Database db) {
        return new JdbcUsage(db);
    }
}
