package sendepostfach.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobExecutionContext;
import org.springframework.scheduling.quartz.QuartzJobBean;

/** Looks from time to time whether everything that should run has a trigger. */
@DisallowConcurrentExecution
final class WatchJob extends QuartzJobBean {

    private final Conductor conductor;

    WatchJob(Conductor conductor) {
        this.conductor = conductor;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        conductor.watch();
    }
}
