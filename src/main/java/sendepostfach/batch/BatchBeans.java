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

import sendepostfach.bounce.ReturnFolders;
import sendepostfach.bounce.ReturnLedger;
import sendepostfach.bounce.ReturnRun;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Leases;
import sendepostfach.delivery.DeliveryLedger;
import sendepostfach.delivery.SitePresence;
import sendepostfach.delivery.Sleeper;
import sendepostfach.pacing.MailboxRests;
import sendepostfach.pacing.PaceLedger;
import sendepostfach.pacing.Quota;
import sendepostfach.preflight.PreflightLedger;
import sendepostfach.reply.ReplyTable;
import sendepostfach.routing.RoutingLedger;
import sendepostfach.token.Tokens;

/** What the jobs share. */
@Configuration(proxyBeanMethods = false)
class BatchBeans {
    @Bean
    MailboxRests mailboxRests(PaceLedger paces, Clock clock) {
        return new MailboxRests(paces, clock);
    }

    @Bean
    LaneTasklet.Parts laneParts(
            DeliveryLedger ledger,
            Quota quota,
            PaceLedger paces,
            MailboxRests rests,
            MailServers servers,
            Tokens tokens,
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
                rests,
                new SitePresence(),
                new CarefulServers(servers, clock),
                ReplyTable.standard(),
                tokens,
                turns,
                clock,
                sleeper,
                turns.random(),
                process.name(),
                stopping,
                lease);
    }

    @Bean
    BounceMailboxes bounceMailboxes(
            Campaigns campaigns,
            CampaignLoader loader,
            ReturnFolders folders,
            Tokens tokens,
            ReturnLedger ledger,
            Clock clock,
            Stopping stopping) {
        return new BounceMailboxes(campaigns, loader, folders, new ReturnRun(tokens, ledger, clock, stopping));
    }

    @Bean
    Outlook outlook(
            CampaignLoader loader,
            Campaigns campaigns,
            RoutingLedger routing,
            PaceLedger paces,
            MailboxRests rests,
            Clock clock) {
        return new Outlook(loader, campaigns, routing, paces, rests, clock);
    }

    @Bean
    AccountMail accountMail(CampaignLoader loader, MailServers servers, Clock clock) {
        return new AccountMail(loader, servers, clock);
    }

    @Bean
    Clearance clearance(
            CampaignLoader loader,
            Campaigns campaigns,
            RoutingLedger routing,
            SendingCheck check,
            PreflightLedger ledger,
            PaceLedger paces,
            Tokens tokens,
            Clock clock) {
        return new Clearance(loader, campaigns, routing, check, ledger, paces, tokens, ReplyTable.standard(), clock);
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
