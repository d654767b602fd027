package sendepostfach.web;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.Text;
import sendepostfach.report.ExecutionLog;
import sendepostfach.schedule.Conductor;
import sendepostfach.schedule.Desk;

/**
 * Restarts and stops executions. A lane is stopped by pausing it, so that it stays stopped in the whole cluster, and mails under
 * way are finished; a restart goes on where the ledger stands.
 */
@Controller
class ExecutionPages {
    private final ExecutionLog executions;
    private final Campaigns campaigns;
    private final SteeringPages steering;
    private final Conductor conductor;
    private final Audit audit;
    private final Clock clock;

    ExecutionPages(
            ExecutionLog executions,
            Campaigns campaigns,
            SteeringPages steering,
            Conductor conductor,
            Audit audit,
            Clock clock) {
        this.executions = executions;
        this.campaigns = campaigns;
        this.steering = steering;
        this.conductor = conductor;
        this.audit = audit;
        this.clock = clock;
    }

    @PostMapping("/operations/executions/{id}/restart")
    String restartOf(@PathVariable long id) throws InterruptedException {
        restart(id);
        return "redirect:/operations";
    }

    @PostMapping("/operations/executions/{id}/stop")
    String stopOf(@PathVariable long id) throws InterruptedException {
        stop(id);
        return "redirect:/operations";
    }

    /**
     * Restarts an execution that did not complete.
     *
     * @throws InputFault where it cannot be restarted
     */
    void restart(long id) throws InterruptedException {
        ExecutionLog.Execution execution = find(id);
        if (!execution.canRestart()) {
            throw new InputFault(Text.of(
                    "execution %d is %s and cannot be restarted",
                    "Ausführung %d ist %s und kann nicht neu gestartet werden", id, execution.status()));
        }
        CampaignEntry campaign = campaign(execution);
        if (execution.lane().isPresent()) {
            int lane = execution.lane().get();
            boolean paused = campaigns.lanes(campaign.id()).stream()
                    .anyMatch(each -> each.lane() == lane && each.state() == LaneState.PAUSED);
            steer(campaign, paused ? Desk.Order.RESUME : Desk.Order.RESTART, lane);
        } else {
            importAgain(campaign);
        }
        audit.note("execution.restart", campaign.name(), execution.job() + " " + execution.parameters());
    }

    private void importAgain(CampaignEntry campaign) {
        if (campaign.fileRows().isPresent()) {
            throw new InputFault(Text.of(
                    "the list of %s is imported already", "die Liste von %s ist schon eingelesen", campaign.name()));
        }
        campaigns.change(
                campaign.id(), EnumSet.of(CampaignState.STOPPED), CampaignState.IMPORTING, "", clock.instant());
        conductor.importAgain(campaign.id(), clock.instant());
    }

    /**
     * Stops a lane's execution that is under way.
     *
     * @throws InputFault where it cannot be stopped
     */
    void stop(long id) throws InterruptedException {
        ExecutionLog.Execution execution = find(id);
        if (!execution.canStop()) {
            throw new InputFault(Text.of(
                    "execution %d is %s; only a lane's execution under way can be stopped",
                    "Ausführung %d ist %s; nur die laufende Ausführung einer Spur kann angehalten werden",
                    id,
                    execution.status()));
        }
        CampaignEntry campaign = campaign(execution);
        steer(campaign, Desk.Order.PAUSE, execution.lane().orElseThrow());
        audit.note("execution.stop", campaign.name(), execution.job() + " " + execution.parameters());
    }

    private void steer(CampaignEntry campaign, Desk.Order order, int lane) throws InterruptedException {
        var number = Optional.of(lane);
        steering.carryOut(
                campaign,
                order,
                steering.selection(campaign, number, Optional.empty()),
                number,
                Optional.empty(),
                false);
    }

    private ExecutionLog.Execution find(long id) {
        return executions.find(id).orElseThrow(() -> new NotThere("execution", String.valueOf(id)));
    }

    private CampaignEntry campaign(ExecutionLog.Execution execution) {
        List<CampaignEntry> all = campaigns.all();
        return all.stream()
                .filter(each ->
                        execution.campaign().filter(id -> id == each.id()).isPresent())
                .findFirst()
                .orElseThrow(() -> new NotThere("campaign of execution", String.valueOf(execution.id())));
    }
}
