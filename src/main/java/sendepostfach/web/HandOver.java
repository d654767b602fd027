package sendepostfach.web;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import sendepostfach.batch.CampaignRunner;
import sendepostfach.batch.Clearance;
import sendepostfach.batch.Enrolment;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Schedule;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Drafts;
import sendepostfach.draft.Field;
import sendepostfach.schedule.Conductor;

/**
 * Hands a draft over to the scheduler, as the command {@code schedule} does with a job file. The list is imported beside the
 * pages; an import that a stop broke off is gone on with at the next start.
 */
@Component
class HandOver {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final DraftDesk desk;
    private final Drafts drafts;
    private final Enrolment enrolment;
    private final CampaignRunner runner;
    private final Campaigns campaigns;
    private final Clearance clearance;
    private final Conductor conductor;
    private final Clock clock;
    private final ExecutorService importer = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "import");
        thread.setDaemon(true);
        return thread;
    });

    HandOver(
            DraftDesk desk,
            Drafts drafts,
            Enrolment enrolment,
            CampaignRunner runner,
            Campaigns campaigns,
            Clearance clearance,
            Conductor conductor,
            Clock clock) {
        this.desk = desk;
        this.drafts = drafts;
        this.enrolment = enrolment;
        this.runner = runner;
        this.campaigns = campaigns;
        this.clearance = clearance;
        this.conductor = conductor;
        this.clock = clock;
    }

    /**
     * Schedules the draft's campaign and returns when it starts (first).
     *
     * @throws InputFault where something of it is wrong, or its name is taken
     */
    Instant schedule(Draft draft) {
        Path job = desk.write(draft);
        try {
            Campaign campaign = enrolment.check(job);
            Schedule schedule = campaign.schedule();
            if (schedule.cron().isPresent()) {
                Instant next = conductor.startEvery(campaign.name(), job, schedule, isForced(draft));
                drafts.became(draft.id(), 0, clock.instant());
                return next;
            }
            Instant now = clock.instant();
            Instant at = schedule.at()
                    .map(local -> local.atZone(schedule.zone()).toInstant())
                    .filter(now::isBefore)
                    .orElse(now);
            CampaignEntry entry = enrolment.enrol(job, campaign.name(), at);
            drafts.became(draft.id(), entry.id(), now);
            importer.execute(() -> bringIn(entry, isForced(draft)));
            return at;
        } catch (InputFault fault) {
            throw desk.plain(fault, draft);
        }
    }

    private static boolean isForced(Draft draft) {
        return draft.get(Field.IN_SPITE).equals("true");
    }

    private void bringIn(CampaignEntry entry, boolean force) {
        try {
            runner.importList(entry.id());
            if (force) {
                // the decision is kept with the campaign, and holds when it starts
                clearance.require(entry.id(), true).ifPresent(LOG::info);
            }
            conductor.startAt(entry.id(), entry.opensAt());
        } catch (RuntimeException fault) {
            LOG.error("the list of campaign {} cannot be imported: {}", entry.name(), fault.getMessage(), fault);
            // where nothing is wrong with the list, the watch goes on with the import
            if (isTheLists(fault)) {
                campaigns.change(
                        entry.id(),
                        java.util.EnumSet.of(CampaignState.IMPORTING),
                        CampaignState.STOPPED,
                        "the list cannot be imported: " + fault.getMessage(),
                        clock.instant());
            }
        }
    }

    private static boolean isTheLists(Throwable fault) {
        return fault instanceof InputFault || (fault.getCause() != null && isTheLists(fault.getCause()));
    }

    /** Goes on with imports that were broken off, where the list is on this machine. */
    @EventListener(ApplicationReadyEvent.class)
    void goOn() {
        for (Draft draft : drafts.handedOver()) {
            draft.campaign().filter(id -> id > 0).map(campaigns::get).ifPresent(entry -> {
                if (entry.state() == CampaignState.IMPORTING
                        && desk.folder(draft).hasList()) {
                    importer.execute(() -> bringIn(entry, isForced(draft)));
                }
            });
        }
    }

    @PreDestroy
    void stop() {
        importer.shutdown();
    }
}
