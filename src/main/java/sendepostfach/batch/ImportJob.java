package sendepostfach.batch;

import java.time.Clock;
import java.util.Objects;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

import sendepostfach.campaign.Campaigns;
import sendepostfach.intake.CheckedRow;
import sendepostfach.intake.IntakeLedger;
import sendepostfach.report.ExecutionLog;
import sendepostfach.routing.RoutingLedger;

/** The job {@code import}: the list is read into the ledger, the lanes are planned, then every recipient gets its lane. */
@Configuration(value = "importConfiguration", proxyBeanMethods = false)
class ImportJob {
    static final String NAME = ExecutionLog.IMPORT;
    private static final int CHUNK = 2000;

    @Bean
    Job importJob(JobRepository repository, Step readStep, Step planStep, Step routeStep) {
        return new JobBuilder(NAME, repository)
                .start(readStep)
                .next(planStep)
                .next(routeStep)
                .build();
    }

    @Bean
    Step readStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            ListItemReader listReader,
            ItemWriter<CheckedRow> intakeWriter,
            Campaigns campaigns) {
        return new StepBuilder("read", repository)
                        .<CheckedRow, CheckedRow>chunk(CHUNK)
                        .transactionManager(transactions)
                        .reader(listReader)
                        .writer(intakeWriter)
                        .stream(listReader)
                        .listener(new StepExecutionListener() {
                            @Override
                            public ExitStatus afterStep(StepExecution step) {
                                if (step.getFailureExceptions().isEmpty()) {
                                    campaigns.rows(
                                            Objects.requireNonNull(
                                                    step.getJobParameters().getLong("campaign")),
                                            step.getExecutionContext().getInt("rows", 0));
                                }
                                return step.getExitStatus();
                            }
                        })
                        .build();
    }

    @Bean
    @StepScope
    ListItemReader listReader(
            CampaignLoader loader, Campaigns campaigns, @Value("#{jobParameters['campaign']}") long campaign) {
        return new ListItemReader(loader, campaigns, campaign);
    }

    @Bean
    @StepScope
    ItemWriter<CheckedRow> intakeWriter(
            IntakeLedger ledger, HeldWork held, Clock clock, @Value("#{jobParameters['campaign']}") long campaign) {
        IntakeLedger.Writing writing = ledger.write(campaign);
        return chunk -> {
            writing.write(chunk.getItems(), clock.instant());
            // what was stopped for a while must not write what another process has begun to write
            held.confirm(CampaignRunner.importOf(campaign));
        };
    }

    @Bean
    Step planStep(
            JobRepository repository, CampaignLoader loader, RoutingLedger ledger, Routers routers, HeldWork held) {
        return new StepBuilder("plan", repository)
                .tasklet(new PlanTasklet(loader, ledger, routers, held), new ResourcelessTransactionManager())
                .build();
    }

    @Bean
    Step routeStep(
            JobRepository repository,
            PlatformTransactionManager transactions,
            CampaignLoader loader,
            RoutingLedger ledger,
            HeldWork held,
            Clock clock) {
        return new StepBuilder("route", repository)
                .tasklet(new RouteTasklet(loader, ledger, held, clock), transactions)
                .build();
    }
}
