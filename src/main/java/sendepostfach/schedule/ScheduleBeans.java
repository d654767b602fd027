package sendepostfach.schedule;

import java.time.Clock;

import org.quartz.Scheduler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

import sendepostfach.campaign.Campaigns;

/** The scheduling. */
@Configuration(proxyBeanMethods = false)
class ScheduleBeans {
    @Bean
    Conductor conductor(Scheduler quartz, Campaigns campaigns, Clock clock, PlatformTransactionManager transactions) {
        return new Conductor(quartz, campaigns, clock, transactions);
    }
}
