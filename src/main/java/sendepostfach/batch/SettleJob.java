package sendepostfach.batch;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Objects;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.report.Account;
import sendepostfach.report.AccountFiles;
import sendepostfach.report.ReportLedger;

/** The job {@code settle}: the account is checked and written, then mailed to the sender, then the campaign is closed. */
@Configuration(value = "settleConfiguration", proxyBeanMethods = false)
class SettleJob {
    static final String NAME = "settle";
    static final String LAST = "last";
    private static final String CAMPAIGN = "campaign";

    @Bean
    Job settleJob(
            JobRepository repository,
            Campaigns campaigns,
            AccountFiles files,
            AccountMail mail,
            ReportDirectory reports,
            ReportLedger ledger,
            HeldWork held,
            Clock clock) {
        var noTransaction = new ResourcelessTransactionManager();
        Tasklet account = (contribution, context) -> {
            CampaignEntry campaign = campaigns.get(Objects.requireNonNull(
                    contribution.getStepExecution().getJobParameters().getLong(CAMPAIGN)));
            Account sums = Account.of(campaign, campaigns.tally(campaign.id()));
            // of one that is settled already the time of its settlement stays
            CampaignEntry settled = campaign.settledAt().isPresent() ? campaign : campaign.settled(clock.instant());
            files.write(settled, sums, reports.of(campaign.name()), clock.instant());
            return RepeatStatus.FINISHED;
        };
        Tasklet send = (contribution, context) -> {
            CampaignEntry campaign = campaigns.get(Objects.requireNonNull(
                    contribution.getStepExecution().getJobParameters().getLong(CAMPAIGN)));
            held.confirm(CampaignRunner.settlementOf(campaign.id()));
            boolean last = Boolean.parseBoolean(
                    contribution.getStepExecution().getJobParameters().getString(LAST));
            // nobody needs to read the same account twice
            if (!last || ledger.returned(campaign.id()).stream().anyMatch(returned -> returned.late() > 0)) {
                mail.send(campaign.id(), reports.of(campaign.name()));
            }
            return RepeatStatus.FINISHED;
        };
        Tasklet close = (contribution, context) -> {
            long campaign = Objects.requireNonNull(
                    contribution.getStepExecution().getJobParameters().getLong(CAMPAIGN));
            campaigns.change(campaign, EnumSet.of(CampaignState.RUNNING), CampaignState.SETTLED, "", clock.instant());
            return RepeatStatus.FINISHED;
        };
        return new JobBuilder(NAME, repository)
                .start(new StepBuilder("account", repository)
                        .tasklet(account, noTransaction)
                        .build())
                .next(new StepBuilder("mail", repository)
                        .tasklet(send, noTransaction)
                        .build())
                .next(new StepBuilder("close", repository)
                        .tasklet(close, noTransaction)
                        .build())
                .build();
    }
}
