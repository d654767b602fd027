package sendepostfach.web;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Text;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Field;
import sendepostfach.intake.Candidate;
import sendepostfach.intake.ListFormat;
import sendepostfach.message.MailTemplates;

/** What can be found out about a draft before anything is sent. */
@Component
class DraftChecks {
    private static final int TRIED_ROWS = 200;

    private final DraftDesk desk;
    private final ListScans scans;
    private final CampaignLoader loader;
    private final Campaigns campaigns;
    private final Path jobs;

    DraftChecks(
            DraftDesk desk,
            ListScans scans,
            CampaignLoader loader,
            Campaigns campaigns,
            @Value("${sendepostfach.jobs}") Path jobs) {
        this.desk = desk;
        this.scans = scans;
        this.loader = loader;
        this.campaigns = campaigns;
        this.jobs = jobs;
    }

    /** How a check ended. */
    enum Level {
        PASS,
        WARN,
        FAIL
    }

    /**
     * A check.
     *
     * @param name which, as the message key's end
     * @param level how it ended
     * @param detail in whose words it can be said best; empty where the message says all
     */
    public record Check(String name, Level level, Text detail) {
        Check(String name, Level level) {
            this(name, level, Text.NONE);
        }

        /** The detail, in the language of the one who asks. */
        public String words() {
            return Spoken.words(detail);
        }
    }

    /** All checks of a draft. */
    List<Check> of(Draft draft) {
        var checks = new ArrayList<Check>();
        checks.add(name(draft));
        checks.addAll(list(draft));
        checks.addAll(mail(draft));
        return checks;
    }

    /** What keeps the draft from being scheduled; empty where nothing does. */
    Text firstFailure(Draft draft) {
        return of(draft).stream()
                .filter(check -> check.level() == Level.FAIL)
                .map(check -> check.detail().isEmpty() ? Text.same(check.name()) : check.detail())
                .findFirst()
                .orElse(Text.NONE);
    }

    private Check name(Draft draft) {
        String name = draft.get(Field.NAME).strip();
        if (!CampaignName.isGood(name)) {
            return new Check(
                    "name",
                    Level.FAIL,
                    Text.of(
                            "a campaign's name has letters, digits, '.', '_' and '-': \"%s\"",
                            "der Name einer Kampagne hat Buchstaben, Ziffern, '.', '_' und '-': \"%s\"", name));
        }
        return campaigns.find(name).isPresent()
                ? new Check(
                        "name",
                        Level.FAIL,
                        Text.of(
                                "there is a campaign \"%s\" already; choose another name",
                                "eine Kampagne \"%s\" gibt es schon; wählen Sie einen anderen Namen", name))
                : new Check("name", Level.PASS);
    }

    private List<Check> list(Draft draft) {
        Optional<Findings> found = scans.of(desk.folder(draft));
        if (found.isEmpty()) {
            return List.of(new Check(
                    "list",
                    Level.FAIL,
                    new Text(
                            "there is no list yet; upload it first",
                            "es gibt noch keine Liste; laden Sie zuerst eine hoch")));
        }
        Findings findings = found.get();
        if (!findings.isUsable()) {
            Text why = !findings.why().isEmpty()
                    ? findings.why()
                    : findings.emailColumn() == null
                            ? new Text("no column holds e-mail addresses", "keine Spalte enthält E-Mail-Adressen")
                            : new Text("no row has a usable address", "keine Zeile hat eine brauchbare Adresse");
            return List.of(new Check("list", Level.FAIL, why));
        }
        long lost = findings.rejected() + findings.duplicates();
        return List.of(
                new Check("list", Level.PASS),
                new Check(
                        "rows",
                        lost == 0 ? Level.PASS : Level.WARN,
                        lost == 0 ? Text.NONE : Text.same(String.valueOf(lost))));
    }

    private List<Check> mail(Draft draft) {
        var checks = new ArrayList<Check>();
        try {
            Campaign campaign = desk.campaign(draft);
            checks.add(new Check("head", Level.PASS));
            if (draft.get(Field.SUBJECT).isBlank()) {
                checks.add(new Check(
                        "subject", Level.FAIL, new Text("the mail has no subject", "die Mail hat keinen Betreff")));
            }
            loader.mailboxes(jobs).mailbox(campaign.mailbox());
            checks.add(new Check("mailbox", Level.PASS));
            checks.add(rows(draft, campaign));
        } catch (InputFault fault) {
            checks.add(new Check("mail", Level.FAIL, desk.plain(fault, draft).text()));
            return checks;
        }
        String all = (draft.get(Field.HTML) + draft.get(Field.TEXT)).toLowerCase(Locale.ROOT);
        boolean mentions = all.contains("abmeld") || all.contains("abbestell") || all.contains("unsubscribe");
        checks.add(new Check("unsubscribe", mentions ? Level.PASS : Level.WARN));
        boolean ownText = !draft.get(Field.TEXT).isBlank();
        checks.add(new Check(ownText ? "text" : "text.made", Level.PASS));
        return checks;
    }

    /** Filters may stumble over what a cell holds: the first rows are tried. */
    private Check rows(Draft draft, Campaign campaign) {
        if (!desk.folder(draft).hasList()) {
            return new Check("fields", Level.WARN);
        }
        ListFormat format = desk.format(draft);
        MailTemplates templates =
                MailTemplates.compile(campaign.mail(), format.columns().names());
        for (Candidate row : desk.rows(draft, format, TRIED_ROWS)) {
            Map<String, String> fields = new LinkedHashMap<>(format.columns().fields(row.cells()));
            try {
                templates.render(fields);
            } catch (InputFault fault) {
                return new Check("fields", Level.FAIL, Text.of("row %d: %s", "Zeile %d: %s", row.row(), fault.text()));
            }
        }
        return new Check("fields", Level.PASS);
    }
}
