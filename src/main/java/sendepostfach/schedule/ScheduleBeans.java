package sendepostfach.schedule;

import java.time.Clock;
import java.time.Duration;

import org.quartz.Scheduler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Clearance;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Steering;
import sendepostfach.delivery.Sleeper;
import sendepostfach.pacing.MailboxRests;
import sendepostfach.pacing.PaceLedger;

/** The scheduling. */
@Configuration(proxyBeanMethods = false)
class ScheduleBeans {
    @Bean
    Conductor conductor(
            Scheduler quartz,
            Campaigns campaigns,
            CampaignRunner imports,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${sendepostfach.watch-every}") Duration watchEvery) {
        return new Conductor(quartz, new Triggers(quartz, transactions), campaigns, imports, clock, watchEvery);
    }

    @Bean
    Desk desk(
            Steering steering,
            PaceLedger paces,
            Campaigns campaigns,
            CampaignRunner runner,
            Clearance clearance,
            Conductor conductor,
            Sleeper sleeper,
            Clock clock) {
        return new Desk(steering, paces, campaigns, runner, clearance, conductor, sleeper, clock);
    }

    @Bean
    PaceDesk paceDesk(PaceLedger paces, MailboxRests rests, Campaigns campaigns, Conductor conductor, Clock clock) {
        return new PaceDesk(paces, rests, campaigns, conductor, clock);
    }
}
