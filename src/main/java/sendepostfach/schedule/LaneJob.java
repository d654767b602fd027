package sendepostfach.schedule;

import java.time.Clock;
import java.time.Duration;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.scheduling.quartz.QuartzJobBean;

import sendepostfach.batch.Clearance;
import sendepostfach.batch.LaneRunner;
import sendepostfach.batch.NotCleared;
import sendepostfach.campaign.InputFault;

/**
 * Runs a lane when its time has come, never twice at once in the whole cluster, and asks for its next run. After a block the
 * campaign is checked first.
 */
@DisallowConcurrentExecution
final class LaneJob extends QuartzJobBean {
    private static final Logger LOG = LoggerFactory.getLogger(LaneJob.class);
    private static final Duration AFTER_FAULT = Duration.ofSeconds(30);
    private static final Duration AFTER_PASSING_TROUBLE = Duration.ofSeconds(1);
    private static final Duration WHILE_HELD = Duration.ofSeconds(5);

    private final LaneRunner lanes;
    private final Clearance clearance;
    private final Conductor conductor;
    private final Clock clock;

    LaneJob(LaneRunner lanes, Clearance clearance, Conductor conductor, Clock clock) {
        this.lanes = lanes;
        this.clearance = clearance;
        this.conductor = conductor;
        this.clock = clock;
    }

    @Override
    protected void executeInternal(JobExecutionContext context) {
        JobDataMap data = context.getMergedJobDataMap();
        long campaign = data.getLong(Conductor.CAMPAIGN);
        int lane = data.getInt(Conductor.LANE);
        try {
            clearance.requireAfterBlock(lanes.find(campaign, lane)).ifPresent(LOG::info);
            lanes.run(campaign, lane)
                    .ifPresentOrElse(
                            conductor::ended,
                            () -> conductor.failed(
                                    campaign, lane, clock.instant().plus(WHILE_HELD)));
        } catch (NotCleared why) {
            LOG.error(why.getMessage());
            conductor.halt(campaign, String.valueOf(why.getMessage()));
        } catch (InputFault wrong) {
            LOG.error(
                    "lane {} of campaign {}: {}; it is tried again in {}",
                    lane,
                    campaign,
                    wrong.getMessage(),
                    AFTER_FAULT);
            conductor.failed(campaign, lane, clock.instant().plus(AFTER_FAULT));
        } catch (TransientDataAccessException passing) {
            LOG.warn(
                    "lane {} of campaign {} met a passing trouble of the database and is tried again: {}",
                    lane,
                    campaign,
                    passing.getMostSpecificCause().getMessage());
            conductor.failed(campaign, lane, clock.instant().plus(AFTER_PASSING_TROUBLE));
        } catch (RuntimeException fault) {
            LOG.error("lane {} of campaign {} failed; it is tried again in {}", lane, campaign, AFTER_FAULT, fault);
            conductor.failed(campaign, lane, clock.instant().plus(AFTER_FAULT));
        }
    }
}
