package sendepostfach.batch;

import java.time.Clock;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import sendepostfach.campaign.Campaigns;
import sendepostfach.routing.RoutingLedger;

/** The job {@code deliver}: one instance a lane, so that each lane is restarted by itself and no provider waits for another. */
@Configuration(value = "deliverConfiguration", proxyBeanMethods = false)
class DeliverJob {
    static final String NAME = "deliver";

    @Bean
    Job deliverJob(
            JobRepository repository,
            CampaignLoader loader,
            RoutingLedger ledger,
            Routers routers,
            LaneTasklet.Parts parts,
            Clock clock) {
        // neither step may hold a transaction open while it waits for other servers
        var noTransaction = new ResourcelessTransactionManager();
        var askAgain = new StepBuilder("route", repository)
                .tasklet(new RouteAgain(loader, ledger, routers, clock), noTransaction)
                .allowStartIfComplete(true)
                .build();
        var deliver = new StepBuilder("deliver", repository)
                .tasklet(new LaneTasklet(loader, parts), noTransaction)
                .listener(new DeferredExit())
                .build();
        return new JobBuilder(NAME, repository).start(askAgain).next(deliver).build();
    }

    @Bean
    LaneRunner laneRunner(Executions executions, Job deliverJob, Campaigns campaigns, HeldWork held, Clock clock) {
        return new LaneRunner(executions, deliverJob, campaigns, held, clock);
    }
}
