package sendepostfach.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Limit;
import sendepostfach.pacing.MailboxPause;
import sendepostfach.pacing.SitePace;

/** What was learned about a mailbox, as lines for people and objects for programs. Rates are messages a minute. */
record PaceLines(String mailbox, Instant now) {
    private static final int A_MINUTE = 60;

    Map<String, @Nullable Object> json(Optional<MailboxPause> pause) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        Optional<MailboxPause> held = pause.filter(each -> each.holdsAt(now));
        object.put("mailbox", mailbox);
        object.put("site", null);
        object.put("paused", held.isPresent());
        object.put(
                "pausedUntil",
                held.filter(each -> !each.needsAnOperator())
                        .map(each -> each.until().toString())
                        .orElse(null));
        object.put("reason", held.map(MailboxPause::reason).orElse(""));
        return object;
    }

    String text(Optional<MailboxPause> pause) {
        return pause.filter(each -> each.holdsAt(now))
                .map(each -> mailbox + ": paused "
                        + (each.needsAnOperator()
                                ? "until an operator acts (pace " + mailbox + " --reopen)"
                                : "until " + each.until())
                        + "  " + each.reason())
                .orElse(mailbox);
    }

    Map<String, @Nullable Object> json(String site, SitePace pace) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("mailbox", mailbox);
        object.put("site", site);
        object.put("perMinute", positive(pace.speed().rate() * A_MINUTE));
        object.put("wentWrongAt", positive(pace.speed().tooFast() * A_MINUTE));
        object.put("fixed", pace.fixed().map(Limit::toString).orElse(null));
        object.put("connections", pace.crowd().most() == 0 ? null : pace.crowd().most());
        object.put(
                "suspendedUntil", pace.isSuspendedAt(now) ? pace.rest().until().toString() : null);
        object.put("probing", pace.isProbing());
        object.put("reason", pace.rest().reason().orElse(""));
        return object;
    }

    private static @Nullable Double positive(double rate) {
        return rate > 0 ? Math.round(rate * 100) / 100.0 : null;
    }

    String text(String site, SitePace pace) {
        var line = new StringBuilder(String.format("  %-28s ", site));
        line.append(pace.fixed()
                .map(rate -> "fixed at " + rate)
                .orElseGet(() -> pace.speed().rate() == 0
                        ? "as configured"
                        : String.format(Locale.ROOT, "%.1f/min", pace.speed().rate() * A_MINUTE)));
        if (pace.speed().tooFast() > 0) {
            line.append(String.format(
                    Locale.ROOT, ", too fast at %.1f/min", pace.speed().tooFast() * A_MINUTE));
        }
        if (pace.crowd().most() > 0) {
            line.append(", ").append(pace.crowd().most()).append(" at once");
        }
        if (pace.isSuspendedAt(now)) {
            line.append(", rests until ").append(pace.rest().until());
        } else if (pace.isProbing()) {
            line.append(", the next mail probes");
        }
        pace.rest().reason().ifPresent(reason -> line.append("  ").append(reason));
        return line.toString();
    }
}
