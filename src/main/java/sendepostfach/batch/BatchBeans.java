package sendepostfach.batch;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Leases;
import sendepostfach.delivery.DeliveryLedger;
import sendepostfach.delivery.Sleeper;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.Quota;
import sendepostfach.reply.ReplyTable;

/** What the jobs share. */
@Configuration(proxyBeanMethods = false)
class BatchBeans {
    @Bean
    LaneTasklet.Parts laneParts(
            DeliveryLedger ledger,
            Quota quota,
            PaceLedger paces,
            MailServers servers,
            Clock clock,
            Sleeper sleeper,
            ProcessName process,
            Turns turns,
            Stopping stopping,
            @Value("${sendepostfach.lease}") Duration lease) {
        return new LaneTasklet.Parts(
                ledger,
                quota,
                paces,
                servers,
                ReplyTable.standard(),
                turns,
                clock,
                sleeper,
                turns.random(),
                process.name(),
                stopping,
                lease);
    }

    @Bean
    AccountMail accountMail(CampaignLoader loader, MailServers servers, Clock clock) {
        return new AccountMail(loader, servers, clock);
    }

    @Bean
    Executions executions(JobOperator operator, JobRepository repository, Clock clock) {
        return new Executions(operator, repository, clock);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService renewing() {
        return Executors.newSingleThreadScheduledExecutor(renewal -> {
            var thread = new Thread(renewal, "renewing");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Bean
    HeldWork heldWork(
            Leases leases,
            ProcessName process,
            @Value("${sendepostfach.lease}") Duration lease,
            Clock clock,
            ScheduledExecutorService renewing) {
        return new HeldWork(leases, process, lease, clock, renewing);
    }

    @Bean
    CampaignRunner campaignRunner(
            Executions executions,
            Job importJob,
            Job settleJob,
            Campaigns campaigns,
            HeldWork held,
            Clock clock,
            Sleeper sleeper) {
        return new CampaignRunner(executions, importJob, settleJob, campaigns, held, clock, sleeper);
    }
}
