package sendepostfach.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;

/**
 * When each site's share of a campaign will be through. The delivery is played through mail by mail: a site's mails leave
 * evenly at its rate, the mailbox's limits hold over all sites in every sliding window, sites that wait for the mailbox take
 * turns, and nothing leaves outside the sending hours. Deferrals, other campaigns and the servers' speed are left out, so
 * the forecast is the earliest that the limits allow.
 *
 * @param mailboxLimits what the mailbox may send, all at once
 * @param start when the campaign starts
 * @param hours when mail may leave
 * @param window how long after the start a mail is still in time
 */
public record Forecast(List<Limit> mailboxLimits, Instant start, SendingHours hours, Duration window) {
    public Forecast {
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("the window must be longer than nothing: " + window);
        }
        mailboxLimits = List.copyOf(mailboxLimits);
    }

    /**
     * The forecast of every site that has recipients, the largest first. Takes about a second for a million recipients.
     *
     * @param recipients how many recipients each site has
     * @param rules the rules of a site, such as {@link ProviderTable#rulesOf}
     */
    public List<SiteForecast> of(Map<Site, Integer> recipients, Function<Site, SiteRules> rules) {
        return of(recipients, rules, site -> start);
    }

    /**
     * The same for sites of which some rest.
     *
     * @param notBefore when a site takes mail again; in the past where it does not rest
     */
    public List<SiteForecast> of(
            Map<Site, Integer> recipients, Function<Site, SiteRules> rules, Function<Site, Instant> notBefore) {
        var shares = new ArrayList<Share>();
        recipients.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<Site, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(entry -> entry.getKey().name()))
                .forEach(entry -> shares.add(new Share(
                        shares.size(),
                        entry.getKey(),
                        entry.getValue(),
                        rules.apply(entry.getKey()).rate(),
                        Math.max(
                                0,
                                Duration.between(start, notBefore.apply(entry.getKey()))
                                        .toNanos()))));
        play(shares);
        return shares.stream().map(share -> share.forecast(start)).toList();
    }

    /** Times are nanoseconds since the start. */
    private void play(List<Share> shares) {
        long all = shares.stream().mapToLong(share -> share.recipients).sum();
        List<SlidingLimit> limits = mailboxLimits.stream()
                .filter(limit -> limit.count() < all)
                .map(SlidingLimit::new)
                .toList();
        long closes = window.toNanos();
        var waiting = new PriorityQueue<Share>(
                Comparator.<Share>comparingLong(share -> share.ready).thenComparingLong(share -> share.turn));
        waiting.addAll(shares);
        long turns = shares.size();
        long now = 0;
        long openUntil = 0;
        while (!waiting.isEmpty()) {
            Share share = waiting.remove();
            now = Math.max(now, share.ready);
            for (SlidingLimit limit : limits) {
                now = Math.max(now, limit.earliest());
            }
            if (now >= openUntil) {
                Instant opening = hours.nextOpening(start.plusNanos(now));
                now = Duration.between(start, opening).toNanos();
                Instant closing = hours.closingAfter(opening);
                openUntil = closing.equals(Instant.MAX)
                        ? Long.MAX_VALUE
                        : Duration.between(start, closing).toNanos();
            }
            for (SlidingLimit limit : limits) {
                limit.sent(now);
            }
            if (share.sendsMoreAfter(now, now >= closes)) {
                share.turn = turns++;
                waiting.add(share);
            }
        }
    }

    /** A site's share while it is played through. */
    private static final class Share {
        private final Site site;
        private final int recipients;
        private final Limit rate;
        private final long spacing;
        private int sent;
        private int late;
        private long first;
        private long last;
        private long ready;
        /** Who has waited longer since his last mail comes first, of those that may send at the same moment. */
        private long turn;

        Share(int place, Site site, int recipients, Limit rate, long ready) {
            this.ready = ready;
            this.turn = place;
            this.site = site;
            this.recipients = recipients;
            this.rate = rate;
            this.spacing = rate.spacing().toNanos();
        }

        boolean sendsMoreAfter(long now, boolean tooLate) {
            if (sent == 0) {
                first = now;
            }
            sent++;
            late += tooLate ? 1 : 0;
            last = now;
            ready = now + spacing;
            return sent < recipients;
        }

        SiteForecast forecast(Instant start) {
            return new SiteForecast(site, recipients, rate, start.plusNanos(first), start.plusNanos(last), late);
        }
    }
}
