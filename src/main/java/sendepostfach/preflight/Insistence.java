package sendepostfach.preflight;

import java.util.OptionalDouble;

import sendepostfach.campaign.Text;

/**
 * A provider that demands what a check has missed.
 *
 * @param provider its name
 * @param share its part of the campaign's recipients, from 0 to 1; empty where there is no list
 * @param must whether it refuses without it, at this volume
 * @param refusal how it refuses
 * @param page where it says so
 * @param date when the page was read, or said to be last changed
 */
public record Insistence(String provider, OptionalDouble share, boolean must, Text refusal, String page, String date) {
    /** In the name of two that are one. */
    private static final String AND = " and ";

    /** Such as "Gmail, 31 % of your list, refuses without it". */
    public Text words() {
        Text who = share.isEmpty()
                ? named()
                : new Text(
                        provider + ", " + percent(share.getAsDouble()) + " of your list,",
                        named().german() + ", " + percent(share.getAsDouble()) + " Ihrer Liste,");
        if (provider.contains(AND)) {
            return who.and(
                    must
                            ? new Text("refuse without it", "lehnen Mail sonst ab")
                            : new Text("recommend it", "empfehlen es"));
        }
        return who.and(
                must
                        ? new Text("refuses without it", "lehnt Mail sonst ab")
                        : new Text("recommends it", "empfiehlt es"));
    }

    private Text named() {
        return new Text(provider, provider.replace(AND, " und "));
    }

    private static String percent(double share) {
        long whole = Math.round(share * 100);
        return whole == 0 ? "< 1 %" : whole + " %";
    }
}
