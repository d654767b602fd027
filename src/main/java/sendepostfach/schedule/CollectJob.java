package sendepostfach.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.quartz.QuartzJobBean;

import sendepostfach.batch.BounceMailboxes;

/** Reads the bounce mailboxes from time to time, in one process of the cluster at a time. */
@DisallowConcurrentExecution
final class CollectJob extends QuartzJobBean {
    static final int EVERY_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(CollectJob.class);

    private final BounceMailboxes mailboxes;

    CollectJob(BounceMailboxes mailboxes) {
        this.mailboxes = mailboxes;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        try {
            mailboxes.collect();
        } catch (RuntimeException fault) {
            LOG.error("the bounce mailboxes cannot be read now", fault);
        }
    }
}
