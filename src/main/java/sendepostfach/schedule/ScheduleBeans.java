package sendepostfach.schedule;

import java.time.Clock;
import java.time.Duration;

import org.quartz.Scheduler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.campaign.Campaigns;

/** The scheduling. */
@Configuration(proxyBeanMethods = false)
class ScheduleBeans {
    @Bean
    Conductor conductor(
            Scheduler quartz,
            Campaigns campaigns,
            CampaignRunner imports,
            Clock clock,
            @Value("${sendepostfach.watch-every}") Duration watchEvery) {
        return new Conductor(quartz, campaigns, imports, clock, watchEvery);
    }
}
