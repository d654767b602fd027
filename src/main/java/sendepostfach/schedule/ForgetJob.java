package sendepostfach.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.quartz.QuartzJobBean;

import sendepostfach.batch.ReportDirectory;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.Forgetting;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Drafts;
import sendepostfach.draft.ListFiles;
import sendepostfach.report.AccountFiles;

/**
 * Deletes the recipients of campaigns that ended long ago: in the ledger, in the account's files, whose summary stays, and the
 * list, where it was uploaded for this one campaign.
 */
@DisallowConcurrentExecution
final class ForgetJob extends QuartzJobBean {
    static final int EVERY_HOURS = 1;

    private static final Logger LOG = LoggerFactory.getLogger(ForgetJob.class);

    private final Forgetting forgetting;
    private final Campaigns campaigns;
    private final ReportDirectory reports;
    private final Drafts drafts;
    private final Path data;
    private final Duration after;
    private final Clock clock;

    ForgetJob(
            Forgetting forgetting,
            Campaigns campaigns,
            ReportDirectory reports,
            Drafts drafts,
            @Value("${sendepostfach.data}") Path data,
            @Value("${sendepostfach.forget-after}") Duration after,
            Clock clock) {
        this.forgetting = forgetting;
        this.campaigns = campaigns;
        this.reports = reports;
        this.drafts = drafts;
        this.data = data;
        this.after = after;
        this.clock = clock;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        forgetWhatIsOver();
    }

    void forgetWhatIsOver() {
        Instant now = clock.instant();
        for (long id : forgetting.endedBy(now.minus(after))) {
            CampaignEntry campaign = campaigns.get(id);
            deleteFiles(reports.of(campaign.name()));
            deleteUploadedList(id);
            forgetting.forget(id, now);
            LOG.info("the recipients of campaign {} are deleted; its totals stay", campaign.name());
        }
    }

    /** A list of a job that starts again and again belongs to no campaign alone, and stays. */
    private void deleteUploadedList(long campaign) {
        for (Draft draft : drafts.handedOver()) {
            if (draft.campaign().equals(Optional.of(campaign))) {
                ListFiles files = ListFiles.of(data, draft.id());
                try {
                    files.delete();
                } catch (IOException cannot) {
                    LOG.error("the list in {} cannot be deleted: {}", files.folder(), cannot.getMessage());
                }
            }
        }
    }

    private static void deleteFiles(Path account) {
        for (String name : List.of(AccountFiles.RECIPIENTS, AccountFiles.UNDELIVERED, AccountFiles.REJECTED)) {
            try {
                Files.deleteIfExists(account.resolve(name));
            } catch (IOException cannot) {
                LOG.error("{} cannot be deleted: {}", account.resolve(name), cannot.getMessage());
            }
        }
    }
}
