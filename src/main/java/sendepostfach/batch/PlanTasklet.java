package sendepostfach.batch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

import sendepostfach.campaign.Site;
import sendepostfach.routing.LanePlanner;
import sendepostfach.routing.LaneSettings;
import sendepostfach.routing.Route;
import sendepostfach.routing.Router;
import sendepostfach.routing.RoutingLedger;

/**
 * The step that finds each domain's site and divides the sites into lanes. It asks DNS, which can take long: no transaction is
 * open meanwhile. Lanes that are made already stay as they are.
 */
final class PlanTasklet implements Tasklet {
    private final CampaignLoader loader;
    private final RoutingLedger ledger;
    private final Routers routers;
    private final HeldWork held;

    PlanTasklet(CampaignLoader loader, RoutingLedger ledger, Routers routers, HeldWork held) {
        this.loader = loader;
        this.ledger = ledger;
        this.routers = routers;
        this.held = held;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws InterruptedException {
        long campaign = Objects.requireNonNull(
                contribution.getStepExecution().getJobParameters().getLong("campaign"));
        return OutsideTransaction.call(() -> {
            plan(loader.load(campaign));
            return RepeatStatus.FINISHED;
        });
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
        held.confirm(CampaignRunner.importOf(loaded.entry().id()));
        ledger.plan(
                loaded.entry().id(),
                byDomain,
                new LanePlanner(LaneSettings.DEFAULT).plan(recipients),
                loaded.entry().opensAt());
    }
}
