package sendepostfach.web;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Text;
import sendepostfach.schedule.PaceDesk;

/** What operators decide about paces, like the command {@code pace}. */
@Controller
class PacePages {
    private static final Duration LONGEST = Duration.ofDays(7);

    private final PaceDesk desk;
    private final CampaignLoader loader;
    private final Audit audit;
    private final Path jobs;

    PacePages(PaceDesk desk, CampaignLoader loader, Audit audit, @Value("${sendepostfach.jobs}") Path jobs) {
        this.desk = desk;
        this.loader = loader;
        this.audit = audit;
        this.jobs = jobs;
    }

    /** What can be decided. */
    enum Decision {
        /** Send to the site at this rate. */
        RATE,
        /** At the learned rate again. */
        LEARNED,
        /** Let the site rest. */
        SUSPEND,
        /** End the rest of the site, or of the mailbox. */
        REOPEN,
        /** Forget what was learned about the site, or about all of the mailbox's. */
        RESET;

        static Decision of(String word) {
            for (Decision each : values()) {
                if (each.word().equals(word)) {
                    return each;
                }
            }
            throw new NotThere("decision", word);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @PostMapping("/operations/mailboxes/{name}/pace")
    String decide(
            @PathVariable String name,
            @RequestParam String decision,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String value) {
        decide(name, Decision.of(decision), site, value);
        return "redirect:/operations";
    }

    /**
     * Carries out a decision and notes it.
     *
     * @param site the site's name; may be empty for REOPEN and RESET
     * @param value the rate, such as {@code 30/min}, or the length of the rest, such as {@code PT2H}
     * @throws InputFault where the mailbox is unknown, or site or value are missing or wrong
     */
    void decide(String mailbox, Decision decision, String site, String value) {
        if (!loader.mailboxes(jobs).names().contains(mailbox)) {
            throw new NotThere("mailbox", mailbox);
        }
        Optional<String> which = Optional.of(site.strip()).filter(each -> !each.isEmpty());
        if (which.filter(each -> !each.matches("[\\p{L}\\p{N}._-]{1,253}")).isPresent()) {
            throw new InputFault(Text.of(
                    "\"%s\" is no site; sites are called like gmx-webde or example.org",
                    "\"%s\" ist kein Anbieter; sie heißen wie gmx-webde oder example.org", site));
        }
        switch (decision) {
            case RATE -> desk.fix(mailbox, needed(which), Optional.of(rate(value.strip())));
            case LEARNED -> desk.fix(mailbox, needed(which), Optional.empty());
            case SUSPEND -> desk.suspend(mailbox, needed(which), length(value.strip()));
            case REOPEN -> desk.reopen(mailbox, which);
            case RESET -> desk.reset(mailbox, which);
        }
        audit.note("pace." + decision.word(), mailbox, (which.orElse("") + " " + value).strip());
    }

    private static String needed(Optional<String> site) {
        return site.orElseThrow(() -> new InputFault(new Text(
                "say which site, such as gmx-webde or example.org",
                "sagen Sie, welcher Anbieter, etwa gmx-webde oder example.org")));
    }

    private static Limit rate(String text) {
        try {
            return Limit.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new InputFault(
                    Text.of(
                            "\"%s\" is no limit; write it like 30/min, 500/h, 10000/d or 5/10s",
                            "\"%s\" ist keine Rate; schreiben Sie sie wie 30/min, 500/h, 10000/d oder 5/10s", text),
                    wrong);
        }
    }

    private static Duration length(String text) {
        try {
            Duration length = Duration.parse(text);
            if (!length.isNegative() && !length.isZero() && length.compareTo(LONGEST) <= 0) {
                return length;
            }
        } catch (DateTimeParseException wrong) {
            // said below
        }
        throw new InputFault(Text.of(
                "\"%s\" is no length of a rest; write it like PT2H or PT30M, at most P7D",
                "\"%s\" ist keine Dauer; schreiben Sie sie wie PT2H oder PT30M, höchstens P7D", text));
    }
}
