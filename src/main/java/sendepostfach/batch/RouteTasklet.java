package sendepostfach.batch;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

import sendepostfach.routing.RoutingLedger;

/** The step that gives every recipient its lane, range by range. */
final class RouteTasklet implements Tasklet {
    private static final int RANGE = 20_000;
    private static final String NEXT_ROW = "next-row";

    private final CampaignLoader loader;
    private final RoutingLedger ledger;
    private final HeldWork held;
    private final Clock clock;

    RouteTasklet(CampaignLoader loader, RoutingLedger ledger, HeldWork held, Clock clock) {
        this.loader = loader;
        this.ledger = ledger;
        this.held = held;
        this.clock = clock;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        long campaign = Objects.requireNonNull(
                contribution.getStepExecution().getJobParameters().getLong("campaign"));
        ExecutionContext kept = contribution.getStepExecution().getExecutionContext();
        LoadedCampaign loaded = loader.load(campaign);
        int first = kept.getInt(NEXT_ROW, 1);
        Instant now = clock.instant();
        Instant opens = loaded.entry().opensAt();
        Instant askAgain = now.plus(loaded.campaign().retry().waitAfter(1));
        boolean more = ledger.assign(campaign, first, first + RANGE - 1, opens, askAgain, now);
        held.confirm(CampaignRunner.importOf(campaign));
        kept.putInt(NEXT_ROW, first + RANGE);
        return more ? RepeatStatus.CONTINUABLE : RepeatStatus.FINISHED;
    }
}
