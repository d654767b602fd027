package sendepostfach.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import sendepostfach.batch.NotCleared;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Steering;
import sendepostfach.schedule.Desk;

/** What operators order. Each order first says how many recipients it would touch. */
@Controller
class SteeringPages {
    private static final Logger LOG = LoggerFactory.getLogger(SteeringPages.class);

    private final Campaigns campaigns;
    private final CampaignViews views;
    private final Desk desk;
    private final Audit audit;
    private final ExecutorService background = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "cancelling");
        thread.setDaemon(true);
        return thread;
    });

    SteeringPages(Campaigns campaigns, CampaignViews views, Desk desk, Audit audit) {
        this.campaigns = campaigns;
        this.views = views;
        this.desk = desk;
        this.audit = audit;
    }

    /** The orders, as addresses name them. */
    static Desk.Order order(String name) {
        for (Desk.Order order : Desk.Order.values()) {
            if (word(order).equals(name)) {
                return order;
            }
        }
        throw new NotThere("order", name);
    }

    static String word(Desk.Order order) {
        return order.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @GetMapping("/campaigns/{name}/steer/{order}")
    String ask(
            @PathVariable String name,
            @PathVariable String order,
            @RequestParam Optional<Integer> lane,
            @RequestParam Optional<String> kind,
            Model model) {
        fill(views.entry(name), order(order), lane, kind, model);
        model.addAttribute("failed", "");
        return "steer";
    }

    private void fill(
            CampaignEntry campaign, Desk.Order order, Optional<Integer> lane, Optional<String> kind, Model model) {
        Steering.Selection selection = selection(campaign, lane, kind);
        model.addAttribute("campaign", campaign);
        model.addAttribute("order", word(order));
        model.addAttribute(
                "lane", lane.flatMap(number -> find(campaign, number)).orElse(null));
        model.addAttribute("kind", selection.kind().map(Object::toString).orElse(null));
        model.addAttribute("touched", desk.touched(order, selection));
    }

    @PostMapping("/campaigns/{name}/steer/{order}")
    String carryOut(
            @PathVariable String name,
            @PathVariable String order,
            @RequestParam Optional<Integer> lane,
            @RequestParam Optional<String> kind,
            @RequestParam(defaultValue = "false") boolean inSpite,
            Model model,
            RedirectAttributes said)
            throws InterruptedException {
        CampaignEntry campaign = views.entry(name);
        int touched;
        try {
            touched = carryOut(campaign, order(order), selection(campaign, lane, kind), lane, kind, inSpite);
        } catch (NotCleared refused) {
            // asked once more, now knowing what failed
            fill(campaign, order(order), lane, kind, model);
            model.addAttribute("failed", refused.failed());
            return "steer";
        }
        said.addFlashAttribute("done", word(order(order)));
        said.addFlashAttribute("touched", touched);
        said.addAttribute("name", name);
        return "redirect:/campaigns/{name}";
    }

    /**
     * Carries an order out and notes it. A whole campaign ends beside the page, since mails under way are waited for.
     *
     * @param inSpite whether the campaign goes on in spite of failed checks
     * @throws NotCleared where most of it would be refused
     */
    int carryOut(
            CampaignEntry campaign,
            Desk.Order order,
            Steering.Selection selection,
            Optional<Integer> lane,
            Optional<String> kind,
            boolean inSpite)
            throws InterruptedException {
        boolean whole = lane.isEmpty() && kind.isEmpty();
        int touched;
        if (order == Desk.Order.CANCEL && whole) {
            touched = desk.touched(order, selection);
            background.execute(() -> cancel(campaign, selection));
        } else {
            touched = desk.carryOut(order, selection, inSpite, LOG::info);
        }
        views.forget(campaign.id());
        audit.note(
                "campaign." + word(order),
                campaign.name(),
                (lane.flatMap(number -> find(campaign, number))
                                .map(each -> "lane " + each.name() + ", ")
                                .orElse("")
                        + kind.map(each -> "kind " + each + ", ").orElse("") + touched + " recipients"
                        + (inSpite ? ", in spite of failed checks" : "")));
        return touched;
    }

    private void cancel(CampaignEntry campaign, Steering.Selection selection) {
        try {
            desk.carryOut(Desk.Order.CANCEL, selection);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            LOG.error("campaign {} is cancelled, but cannot be settled", campaign.name(), fault);
        }
    }

    Steering.Selection selection(CampaignEntry campaign, Optional<Integer> lane, Optional<String> kind) {
        lane.filter(number -> find(campaign, number).isEmpty()).ifPresent(number -> {
            throw new NotThere("lane", String.valueOf(number));
        });
        return new Steering.Selection(
                campaign.id(), lane, kind.filter(each -> !each.isBlank()).map(ReplyKind::of));
    }

    private Optional<LaneEntry> find(CampaignEntry campaign, int number) {
        List<LaneEntry> lanes = campaigns.lanes(campaign.id());
        return lanes.stream().filter(each -> each.lane() == number).findFirst();
    }

    @PreDestroy
    void stop() {
        background.shutdown();
    }
}
