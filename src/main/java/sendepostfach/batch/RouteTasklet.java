package sendepostfach.batch;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

import sendepostfach.campaign.Site;
import sendepostfach.routing.LanePlanner;
import sendepostfach.routing.LaneSettings;
import sendepostfach.routing.Route;
import sendepostfach.routing.Router;
import sendepostfach.routing.RoutingLedger;

/** The step that finds each domain's site, divides the sites into lanes, and gives every recipient its lane, range by range. */
final class RouteTasklet implements Tasklet {
    private static final int RANGE = 20_000;
    private static final String NEXT_ROW = "next-row";

    private final CampaignLoader loader;
    private final RoutingLedger ledger;
    private final Routers routers;
    private final HeldWork held;
    private final Clock clock;

    RouteTasklet(CampaignLoader loader, RoutingLedger ledger, Routers routers, HeldWork held, Clock clock) {
        this.loader = loader;
        this.ledger = ledger;
        this.routers = routers;
        this.held = held;
        this.clock = clock;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        long campaign = Objects.requireNonNull(
                contribution.getStepExecution().getJobParameters().getLong("campaign"));
        ExecutionContext kept = contribution.getStepExecution().getExecutionContext();
        LoadedCampaign loaded = loader.load(campaign);
        if (!kept.containsKey(NEXT_ROW)) {
            plan(loaded);
            held.confirm(CampaignRunner.importOf(campaign));
            kept.putInt(NEXT_ROW, 1);
            return RepeatStatus.CONTINUABLE;
        }
        int first = kept.getInt(NEXT_ROW);
        Instant now = clock.instant();
        Instant opens = loaded.entry().opensAt();
        Instant askAgain = now.plus(loaded.campaign().retry().waitAfter(1));
        boolean more = ledger.assign(campaign, first, first + RANGE - 1, opens, askAgain, now);
        held.confirm(CampaignRunner.importOf(campaign));
        kept.putInt(NEXT_ROW, first + RANGE);
        return more ? RepeatStatus.CONTINUABLE : RepeatStatus.FINISHED;
    }

    private void plan(LoadedCampaign loaded) {
        List<RoutingLedger.Counted> domains = ledger.domains(loaded.entry().id());
        Router router = routers.of(loaded);
        Map<String, Route> routes =
                router.route(domains.stream().map(RoutingLedger.Counted::name).toList());
        var byDomain = new LinkedHashMap<RoutingLedger.Counted, Route>();
        var recipients = new LinkedHashMap<Site, Integer>();
        for (RoutingLedger.Counted domain : domains) {
            Route route = Objects.requireNonNull(routes.get(domain.name()));
            byDomain.put(domain, route);
            if (route instanceof Route.ToSite to) {
                recipients.merge(to.site(), domain.recipients(), Integer::sum);
            } else if (route instanceof Route.Unanswered) {
                recipients.merge(new Site(domain.name()), domain.recipients(), Integer::sum);
            }
        }
        ledger.plan(
                loaded.entry().id(),
                byDomain,
                new LanePlanner(LaneSettings.DEFAULT).plan(recipients),
                loaded.entry().opensAt());
    }
}
