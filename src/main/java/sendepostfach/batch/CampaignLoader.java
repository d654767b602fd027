package sendepostfach.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.jobfile.Environment;
import sendepostfach.jobfile.JobFile;
import sendepostfach.jobfile.JobSource;
import sendepostfach.jobfile.MailboxFile;
import sendepostfach.routing.ProviderTable;

/** Loads campaigns: the job from the ledger, so that every process has the same; mailboxes and rates from beside the job. */
public final class CampaignLoader {
    private final Campaigns campaigns;
    private final Environment environment;
    private final Path jobs;

    /**
     * @param environment what placeholders are replaced from
     * @param jobs the folder with mailboxes.yaml and providers.yaml where the job's own folder has none
     */
    public CampaignLoader(Campaigns campaigns, Environment environment, Path jobs) {
        this.campaigns = campaigns;
        this.environment = environment;
        this.jobs = jobs;
    }

    /** The campaign with a number. */
    public LoadedCampaign load(long id) {
        CampaignEntry entry = campaigns.get(id);
        Path jobFile = Path.of(entry.jobFile());
        var source = new JobSource(entry.jobFile(), campaigns.job(id), campaigns.files(id), directoryOf(jobFile));
        return load(entry, JobFile.parse(source, environment), directoryOf(jobFile));
    }

    private LoadedCampaign load(CampaignEntry entry, Campaign campaign, Path directory) {
        return new LoadedCampaign(
                entry,
                campaign,
                MailboxFile.read(beside(directory, "mailboxes.yaml"), environment)
                        .mailbox(campaign.mailbox()),
                providers(directory),
                directory);
    }

    /** The provider table with the overrides beside a job. */
    public ProviderTable providers(Path directory) {
        Path overrides = beside(directory, "providers.yaml");
        ProviderTable table = ProviderTable.standard();
        return Files.exists(overrides) ? table.withOverrides(overrides) : table;
    }

    /** The mailboxes beside a job. */
    public MailboxFile mailboxes(Path directory) {
        return MailboxFile.read(beside(directory, "mailboxes.yaml"), environment);
    }

    public Environment environment() {
        return environment;
    }

    private Path beside(Path directory, String name) {
        Path own = directory.resolve(name);
        return Files.exists(own) ? own : jobs.resolve(name);
    }

    static Path directoryOf(Path jobFile) {
        return Objects.requireNonNullElse(jobFile.toAbsolutePath().getParent(), jobFile.toAbsolutePath());
    }
}
