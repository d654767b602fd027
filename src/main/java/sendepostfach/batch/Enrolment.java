package sendepostfach.batch;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;

import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mailbox;
import sendepostfach.dkim.DkimSigner;
import sendepostfach.intake.ListFormat;
import sendepostfach.jobfile.JobFile;
import sendepostfach.jobfile.JobSource;
import sendepostfach.message.MailTemplates;

/** From a job file to a campaign in the ledger. All that can be wrong with the job is found before anything is kept. */
public final class Enrolment {
    private final Campaigns campaigns;
    private final CampaignLoader loader;
    private final MailServers servers;
    private final Clock clock;
    private final RandomGenerator random;

    public Enrolment(
            Campaigns campaigns, CampaignLoader loader, MailServers servers, Clock clock, RandomGenerator random) {
        this.campaigns = campaigns;
        this.loader = loader;
        this.servers = servers;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Reads a job file and checks it against its list and its mailbox.
     *
     * @throws InputFault naming file, line, field and remedy
     */
    public Campaign check(Path jobFile) {
        Campaign campaign = JobFile.read(jobFile, loader.environment());
        Mailbox mailbox = loader.mailboxes(CampaignLoader.directoryOf(jobFile)).mailbox(campaign.mailbox());
        loader.providers(CampaignLoader.directoryOf(jobFile));
        ListFormat format = ListFormat.detect(campaign.list());
        if (format.emailColumn().isEmpty()) {
            throw new InputFault(campaign.list().file() + ": no column holds e-mail addresses; name it in " + jobFile
                    + " as list: { columns: { email: NAME } }");
        }
        MailTemplates.compile(campaign.mail(), format.columns().names(), CampaignMails.given(mailbox));
        DkimSigner.of(campaign.dkim());
        return campaign;
    }

    /**
     * Adds the campaign of a job file under a name.
     *
     * @throws InputFault where the job is wrong or the name is taken
     */
    public CampaignEntry enrol(Path jobFile, String name, Instant opensAt) {
        Campaign campaign = check(jobFile);
        JobSource source = JobSource.load(jobFile);
        // finds what is wrong with the sandbox's rules before anything is kept; a real server is reached when it is
        // needed
        servers.open(loader.mailboxes(CampaignLoader.directoryOf(jobFile)).mailbox(campaign.mailbox()));
        return campaigns.create(new Campaigns.NewCampaign(
                name,
                Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX),
                campaign.mailbox(),
                jobFile.toAbsolutePath().normalize().toString(),
                source.yaml(),
                source.files(),
                clock.instant(),
                opensAt));
    }
}
