package sendepostfach.schedule;

import java.time.Clock;

import org.quartz.Scheduler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Steering;
import sendepostfach.delivery.Sleeper;
import sendepostfach.pacing.PaceLedger;

/** The scheduling. */
@Configuration(proxyBeanMethods = false)
class ScheduleBeans {
    @Bean
    Conductor conductor(Scheduler quartz, Campaigns campaigns, Clock clock) {
        return new Conductor(quartz, campaigns, clock);
    }

    @Bean
    Desk desk(
            Steering steering,
            PaceLedger paces,
            Campaigns campaigns,
            CampaignRunner runner,
            Conductor conductor,
            Sleeper sleeper,
            Clock clock) {
        return new Desk(steering, paces, campaigns, runner, conductor, sleeper, clock);
    }

    @Bean
    Timetable timetable(Scheduler quartz) {
        return new Timetable(quartz);
    }
}
