package sendepostfach.web;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.batch.SendingCheck;
import sendepostfach.campaign.InputFault;
import sendepostfach.preflight.Sending;
import sendepostfach.preflight.check.PreflightReport;

/** What would make receivers refuse mail of any domain, through any of the mailboxes. */
@Controller
class DomainCheckPages {
    private final SendingCheck check;
    private final CampaignLoader loader;
    private final Path jobs;

    DomainCheckPages(SendingCheck check, CampaignLoader loader, @Value("${sendepostfach.jobs}") Path jobs) {
        this.check = check;
        this.loader = loader;
        this.jobs = jobs;
    }

    @GetMapping("/check")
    String page(
            @RequestParam(defaultValue = "") String domain,
            @RequestParam(defaultValue = "") String mailbox,
            Locale locale,
            Model model) {
        Set<String> names = loader.mailboxes(jobs).names();
        model.addAttribute("mailboxes", names);
        model.addAttribute("domain", domain);
        model.addAttribute("mailbox", mailbox);
        model.addAttribute("report", null);
        model.addAttribute("fault", "");
        if (!domain.isBlank()) {
            try {
                PreflightReport report = look(domain, mailbox);
                model.addAttribute("report", report);
                model.addAttribute("findings", Judged.of(report, locale));
            } catch (InputFault wrong) {
                model.addAttribute("fault", Spoken.words(wrong));
            }
        }
        return "check";
    }

    /**
     * Checks a domain.
     *
     * @throws InputFault where it is none, or there is no such mailbox
     */
    PreflightReport look(String domain, String mailbox) {
        return check.check(Sending.of(domain, loader.mailboxes(jobs).mailbox(mailbox)), jobs);
    }
}
