package sendepostfach.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.springframework.scheduling.quartz.QuartzJobBean;

/** Starts a campaign at its time. */
@DisallowConcurrentExecution
final class LaunchJob extends QuartzJobBean {
    private final Conductor conductor;

    LaunchJob(Conductor conductor) {
        this.conductor = conductor;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        conductor.start(context.getMergedJobDataMap().getLong(Conductor.CAMPAIGN));
    }
}
