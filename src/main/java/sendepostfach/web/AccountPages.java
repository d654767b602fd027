package sendepostfach.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

import sendepostfach.batch.ReportDirectory;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.RecipientState;
import sendepostfach.campaign.Text;
import sendepostfach.report.Account;
import sendepostfach.report.AccountFiles;
import sendepostfach.report.Tracing;

/** The account of a campaign, as a page and as files. */
@Controller
class AccountPages {
    private static final List<String> FILES =
            List.of(AccountFiles.SUMMARY, AccountFiles.RECIPIENTS, AccountFiles.UNDELIVERED, AccountFiles.REJECTED);
    private static final int COMPARED = 8;

    private final CampaignViews views;
    private final Campaigns campaigns;
    private final Tracing tracing;
    private final AccountFiles files;
    private final ReportDirectory reports;
    private final Audit audit;
    private final Clock clock;

    AccountPages(
            CampaignViews views,
            Campaigns campaigns,
            Tracing tracing,
            AccountFiles files,
            ReportDirectory reports,
            Audit audit,
            Clock clock) {
        this.views = views;
        this.campaigns = campaigns;
        this.tracing = tracing;
        this.files = files;
        this.reports = reports;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping("/campaigns/{name}/account")
    String account(@PathVariable String name, Locale locale, Model model) {
        CampaignEntry entry = views.entry(name);
        model.addAttribute("view", views.view(entry, locale));
        model.addAttribute("files", FILES);
        model.addAttribute("late", tracing.late(entry.id()));
        Map<Long, Map<RecipientState, Integer>> totals = campaigns.totals();
        List<CampaignPages.Line> others = campaigns.all().stream()
                .filter(other -> other.id() != entry.id() && other.state() == CampaignState.SETTLED)
                .limit(COMPARED)
                .map(other -> CampaignPages.Line.of(other, totals.getOrDefault(other.id(), Map.of())))
                .toList();
        var compared = new ArrayList<CampaignPages.Line>();
        compared.add(CampaignPages.Line.of(entry, totals.getOrDefault(entry.id(), Map.of())));
        compared.addAll(others);
        model.addAttribute("others", others);
        model.addAttribute("compared", compared);
        return "account";
    }

    @GetMapping("/campaigns/{name}/account/{file}")
    ResponseEntity<Resource> download(@PathVariable String name, @PathVariable String file) {
        CampaignEntry entry = views.entry(name);
        if (!FILES.contains(file)) {
            throw new NotThere("file", file);
        }
        if (!entry.state().isEnded()) {
            throw new InputFault(Text.of(
                    "the account of %s is written when the campaign has ended",
                    "die Abrechnung von %s wird geschrieben, wenn die Kampagne zu Ende ist", name));
        }
        Path directory = reports.of(entry.name());
        if (!Files.exists(directory.resolve(file))) {
            files.write(entry, Account.of(entry, campaigns.tally(entry.id())), directory, clock.instant());
        }
        audit.note("account.download", entry.name(), file);
        return ResponseEntity.ok()
                .contentType(
                        file.endsWith(".csv")
                                ? MediaType.parseMediaType("text/csv;charset=UTF-8")
                                : MediaType.parseMediaType("text/plain;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(entry.name() + "-" + file, java.nio.charset.StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(new FileSystemResource(directory.resolve(file)));
    }
}
