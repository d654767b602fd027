package sendepostfach.batch;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

import sendepostfach.routing.Route;
import sendepostfach.routing.Router;
import sendepostfach.routing.RoutingLedger;

/**
 * Asks DNS again about a lane's domains that it did not answer about. After some times the mail goes to the mailbox all the
 * same, whose server asks for itself and can wait longer.
 */
final class RouteAgain implements Tasklet {
    private static final int MOST_ASKED = 4;

    private final CampaignLoader loader;
    private final RoutingLedger ledger;
    private final Routers routers;
    private final Clock clock;

    RouteAgain(CampaignLoader loader, RoutingLedger ledger, Routers routers, Clock clock) {
        this.loader = loader;
        this.ledger = ledger;
        this.routers = routers;
        this.clock = clock;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws InterruptedException {
        LaneKey lane = LaneKey.of(contribution.getStepExecution().getJobParameters());
        return OutsideTransaction.call(() -> {
            Instant now = clock.instant();
            List<RoutingLedger.Unanswered> open = ledger.unanswered(lane.campaign(), lane.lane(), now);
            if (!open.isEmpty()) {
                ask(lane, open, now);
            }
            return RepeatStatus.FINISHED;
        });
    }

    private void ask(LaneKey lane, List<RoutingLedger.Unanswered> open, Instant now) {
        LoadedCampaign loaded = loader.load(lane.campaign());
        Router router = routers.of(loaded);
        Map<String, Route> routes =
                router.route(open.stream().map(RoutingLedger.Unanswered::name).collect(Collectors.toList()));
        for (RoutingLedger.Unanswered domain : open) {
            Route route = java.util.Objects.requireNonNull(routes.get(domain.name()));
            if (route instanceof Route.Unanswered && domain.asked() + 1 >= MOST_ASKED) {
                ledger.giveUpAsking(lane.campaign(), domain);
            } else {
                Instant again = now.plus(loaded.campaign().retry().waitAfter(domain.asked() + 1));
                ledger.answer(lane.campaign(), lane.lane(), domain, route, again, now);
            }
        }
    }
}
