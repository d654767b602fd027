package sendepostfach.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A provider's share of a list.
 *
 * @param title the provider's name for people; empty for all smaller ones together
 * @param n its recipients
 * @param width its share of the largest one, in thousandths
 * @param total all recipients
 */
public record Share(String title, long n, int width, long total) {
    private static final int SHOWN = 12;

    /** The largest shares, and all others in one. */
    static List<Share> largest(Map<String, Long> sites) {
        long total = sites.values().stream().mapToLong(Long::longValue).sum();
        var largest = new ArrayList<Map.Entry<String, Long>>(sites.entrySet());
        largest.sort(Map.Entry.<String, Long>comparingByValue().reversed());
        List<Map.Entry<String, Long>> shown = largest.subList(0, Math.min(SHOWN, largest.size()));
        long rest = total - shown.stream().mapToLong(Map.Entry::getValue).sum();
        long most = Math.max(rest, shown.isEmpty() ? 1 : shown.get(0).getValue());
        var shares = new ArrayList<Share>();
        shown.forEach(site -> shares.add(new Share(
                CampaignViews.title(site.getKey()),
                site.getValue(),
                Math.toIntExact(1000 * site.getValue() / most),
                total)));
        if (rest > 0) {
            shares.add(new Share("", rest, Math.toIntExact(1000 * rest / most), total));
        }
        return shares;
    }
}
