package sendepostfach.batch;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.ListSource;
import sendepostfach.intake.CheckedRow;
import sendepostfach.intake.ListFormat;
import sendepostfach.intake.ListReader;
import sendepostfach.intake.ListRow;
import sendepostfach.intake.RowCheck;

/** The rows of a campaign's distribution list, checked. A restart goes on behind the last row that was committed. */
class ListItemReader implements ItemStreamReader<CheckedRow> {
    private static final String ROWS = "rows";

    private final CampaignLoader loader;
    private final Campaigns campaigns;
    private final long campaign;
    private @Nullable ListReader reader;
    private @Nullable RowCheck check;
    private int rows;

    ListItemReader(CampaignLoader loader, Campaigns campaigns, long campaign) {
        this.loader = loader;
        this.campaigns = campaigns;
        this.campaign = campaign;
    }

    @Override
    public void open(ExecutionContext context) {
        LoadedCampaign loaded = loader.load(campaign);
        ListSource list = loaded.campaign().list();
        ListFormat format = ListFormat.detect(list);
        if (format.emailColumn().isEmpty()) {
            throw new InputFault(list.file() + ": no column holds e-mail addresses; name it in the job file as list: {"
                    + " columns: { email: NAME } }");
        }
        rows = context.getInt(ROWS, 0);
        if (rows > 0 && !loaded.entry().header().equals(format.columns().names())) {
            throw new InputFault(
                    list.file() + ": has other columns than when its import began; put the old file back, or"
                            + " begin a new campaign");
        }
        campaigns.sender(campaign, loaded.campaign().mail().from().address());
        campaigns.header(campaign, format.columns().names());
        reader = ListReader.openAfter(rows, Path.of(list.file()), format);
        check = new RowCheck(format);
    }

    @Override
    public @Nullable CheckedRow read() {
        if (reader == null || check == null) {
            throw new IllegalStateException("the list is not open");
        }
        ListRow row = reader.next();
        if (row == null) {
            return null;
        }
        rows = row.row();
        return check.check(row);
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(ROWS, rows);
    }

    /** How many rows were read. */
    int rows() {
        return rows;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
