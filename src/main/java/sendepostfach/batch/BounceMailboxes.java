package sendepostfach.batch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sendepostfach.bounce.ReturnFolder;
import sendepostfach.bounce.ReturnFolderFault;
import sendepostfach.bounce.ReturnFolders;
import sendepostfach.bounce.ReturnLedger;
import sendepostfach.bounce.ReturnRun;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Mailbox.BounceMailbox;
import sendepostfach.campaign.ReturnPolicy;

/** Reads the bounce mailboxes of all campaigns that there have been: mails come back long after a campaign has ended. */
public final class BounceMailboxes {
    private static final Logger LOG = LoggerFactory.getLogger(BounceMailboxes.class);

    private final Campaigns campaigns;
    private final CampaignLoader loader;
    private final ReturnFolders folders;
    private final ReturnRun run;
    /** So that a lasting trouble is logged once. */
    private final Map<String, String> faults = new ConcurrentHashMap<>();

    public BounceMailboxes(Campaigns campaigns, CampaignLoader loader, ReturnFolders folders, ReturnRun run) {
        this.campaigns = campaigns;
        this.loader = loader;
        this.folders = folders;
        this.run = run;
    }

    /**
     * What came of reading one.
     *
     * @param mailbox the sending mailbox's name
     * @param result how many mails there were; empty where it could not be read
     * @param fault why not, or why not to the end
     */
    public record Collected(String mailbox, Optional<ReturnRun.Result> result, String fault) {}

    private record Place(Path directory, String mailbox) {}

    /** Reads all of them once, one after the other. */
    public List<Collected> collect() {
        var places = new LinkedHashSet<Place>();
        for (CampaignEntry entry : campaigns.all()) {
            places.add(new Place(CampaignLoader.directoryOf(Path.of(entry.jobFile())), entry.mailbox()));
        }
        var done = new LinkedHashSet<String>();
        var collected = new ArrayList<Collected>();
        for (Place place : places) {
            try {
                Mailbox mailbox = loader.mailboxes(place.directory).mailbox(place.mailbox);
                mailbox.bounces()
                        .filter(bounces -> done.add(account(bounces)))
                        .ifPresent(bounces -> collected.add(read(mailbox.name(), bounces)));
            } catch (InputFault fault) {
                collected.add(failed(place.mailbox, fault));
            }
        }
        return collected;
    }

    private static String account(BounceMailbox bounces) {
        return bounces.login().map(Mailbox.Login::username).orElse("") + "@" + bounces.host() + ":" + bounces.port()
                + "/" + bounces.folder();
    }

    private Collected read(String mailbox, BounceMailbox bounces) {
        try (ReturnFolder folder = folders.open(bounces)) {
            ReturnRun.Result result = run.read(folder, new ReturnLedger.Rules(bounces.soft(), resending()::get));
            faults.remove(mailbox);
            if (result.all() > 0) {
                LOG.info(
                        "{} returned mails of mailbox {}: {} understood, {} for a person, {} left for later",
                        result.all(),
                        mailbox,
                        result.handled(),
                        result.unknown(),
                        result.failed());
            }
            return new Collected(mailbox, Optional.of(result), "");
        } catch (ReturnFolderFault fault) {
            return failed(mailbox, fault);
        }
    }

    private Collected failed(String mailbox, RuntimeException fault) {
        String message = String.valueOf(fault.getMessage());
        if (!message.equals(faults.put(mailbox, message))) {
            LOG.warn("the returned mails of mailbox {} cannot be read: {}", mailbox, message);
        }
        return new Collected(mailbox, Optional.empty(), message);
    }

    private Policies resending() {
        return new Policies(loader);
    }

    /** What the campaigns say, each read once. */
    private static final class Policies {
        private final CampaignLoader loader;
        private final Map<Long, Optional<ReturnLedger.Resending>> known = new HashMap<>();

        Policies(CampaignLoader loader) {
            this.loader = loader;
        }

        Optional<ReturnLedger.Resending> get(long id) {
            return known.computeIfAbsent(id, this::load);
        }

        private Optional<ReturnLedger.Resending> load(long id) {
            try {
                Campaign campaign = loader.load(id).campaign();
                return campaign.returned() == ReturnPolicy.RESEND
                        ? Optional.of(new ReturnLedger.Resending(campaign.window(), campaign.retry()))
                        : Optional.empty();
            } catch (InputFault gone) {
                // without its job nothing is sent again
                return Optional.empty();
            }
        }
    }
}
