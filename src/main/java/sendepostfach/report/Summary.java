package sendepostfach.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.RecipientState;

/** The account in words and numbers, for people. */
final class Summary {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");

    private Summary() {}

    static String of(
            CampaignEntry campaign,
            Account account,
            Reasons reasons,
            List<ReportLedger.Returned> returned,
            ZoneId zone,
            Instant now) {
        var text = new StringBuilder();
        line(text, "Campaign", campaign.name());
        line(text, "State", campaign.state().name());
        if (!campaign.reason().isEmpty()) {
            line(text, "Because", campaign.reason());
        }
        line(text, "Mailbox", campaign.mailbox());
        line(text, "Began", TIME.format(campaign.opensAt().atZone(zone)));
        line(text, "As of", TIME.format(now.atZone(zone)));
        campaign.finalAt()
                .filter(now::isBefore)
                .ifPresent(last ->
                        line(text, "Final on", TIME.format(last.atZone(zone)) + "; until then mails may come back"));
        text.append('\n');
        count(text, "rows in the list", account.rows());
        for (RecipientState state : RecipientState.values()) {
            if (account.count(state) > 0) {
                count(text, state.name(), account.count(state));
            }
        }
        list(text, "Not delivered, by reason", reasons.undelivered());
        list(text, "Came back, by what it says", returned);
        list(text, "Rows not taken from the list, by reason", reasons.rejected());
        return text.toString();
    }

    private static void list(StringBuilder text, String title, Map<String, Integer> counts) {
        if (!counts.isEmpty()) {
            text.append('\n').append(title).append('\n');
            counts.forEach((reason, n) -> count(text, reason, n));
        }
    }

    private static void list(StringBuilder text, String title, List<ReportLedger.Returned> returned) {
        if (!returned.isEmpty()) {
            text.append('\n').append(title).append('\n');
            returned.forEach(each -> count(
                    text,
                    each.type()
                            + (each.late() == 0 ? "" : " (" + each.late() + " after the account was first written)"),
                    each.mails()));
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-9s %s\n", name, value));
    }

    private static void count(StringBuilder text, String what, int n) {
        text.append(String.format(Locale.ROOT, "%,12d  %s\n", n, what));
    }
}
