package sendepostfach.ledger;

import java.time.Clock;
import javax.sql.DataSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

import sendepostfach.access.Answers;
import sendepostfach.access.AuditLog;
import sendepostfach.bounce.ReturnLedger;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Forgetting;
import sendepostfach.campaign.Leases;
import sendepostfach.campaign.Steering;
import sendepostfach.delivery.DeliveryLedger;
import sendepostfach.delivery.Sleeper;
import sendepostfach.draft.Drafts;
import sendepostfach.intake.IntakeLedger;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.Quota;
import sendepostfach.preflight.PreflightLedger;
import sendepostfach.report.ReportLedger;
import sendepostfach.report.RestingSites;
import sendepostfach.routing.RoutingLedger;
import sendepostfach.suppression.SuppressionList;
import sendepostfach.suppression.Unsubscriptions;
import sendepostfach.token.Tokens;

/** The ledger behind the ports of the features. */
@Configuration(proxyBeanMethods = false)
class LedgerBeans {
    @Bean
    Database database(
            DataSource source,
            PlatformTransactionManager transactions,
            @Value("${SENDEPOSTFACH_KEY:}") String key,
            @Value("${SENDEPOSTFACH_KEY_FILE:}") String keyFile) {
        return new Database(source, transactions, GivenKey.of(key, keyFile));
    }

    @Bean
    static LockedFile lockedFile(ObjectProvider<Clock> clock, ObjectProvider<Sleeper> sleeper) {
        return new LockedFile(clock, sleeper);
    }

    @Bean
    Migrations migrations(DataSource source) {
        return new Migrations(source);
    }

    @Bean
    @DependsOnDatabaseInitialization
    Tokens tokens(Database db) {
        return db.tokens();
    }

    @Bean
    ReturnLedger returnLedger(Database db) {
        return new JdbcReturnLedger(db);
    }

    @Bean
    Unsubscriptions unsubscriptions(Database db) {
        return new JdbcUnsubscriptions(db);
    }

    @Bean
    SuppressionList suppressionList(Database db) {
        return new JdbcSuppressionList(db);
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
    WritePool writePool(
            DataSource source,
            Database db,
            @Value("${SENDEPOSTFACH_KEY:}") String key,
            @Value("${SENDEPOSTFACH_KEY_FILE:}") String keyFile) {
        return new WritePool(source, db, GivenKey.of(key, keyFile));
    }

    @Bean
    DeliveryLedger deliveryLedger(Database db, WritePool writes, Clock clock, Sleeper sleeper) {
        return new JdbcDeliveryLedger(db, writes.database(), clock, sleeper);
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
    PreflightLedger preflightLedger(Database db) {
        return new JdbcPreflightLedger(db);
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
    RestingSites restingSites(Database db) {
        return new JdbcRestingSites(db);
    }

    @Bean
    JdbcExecutionLog executionLog(Database db) {
        return new JdbcExecutionLog(db);
    }

    @Bean
    JdbcUsage usage(Database db) {
        return new JdbcUsage(db);
    }
}
