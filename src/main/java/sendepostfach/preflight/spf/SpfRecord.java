package sendepostfach.preflight.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sendepostfach.campaign.Text;

/**
 * A domain's record (RFC 7208, section 4.6.1).
 *
 * @param text as it is published
 * @param mechanisms its mechanisms, in their order
 * @param redirect the domain whose record counts where no mechanism matches
 * @param exp where the explanation for the refused is
 */
public record SpfRecord(
        String text, List<Mechanism> mechanisms, Optional<DomainSpec> redirect, Optional<DomainSpec> exp) {
    /** What every record begins with. */
    public static final String VERSION = "v=spf1";

    private static final Pattern MODIFIER = Pattern.compile("([A-Za-z][A-Za-z0-9\\-_.]*)=(.*)", Pattern.DOTALL);

    public SpfRecord {
        mechanisms = List.copyOf(mechanisms);
    }

    /** Whether a TXT record is one of SPF, right or wrong. */
    public static boolean isOne(String text) {
        boolean begins = text.regionMatches(true, 0, VERSION, 0, VERSION.length());
        return begins && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
    }

    /**
     * Reads a record.
     *
     * @throws SpfSyntaxFault at the first term that is wrong
     */
    public static SpfRecord parse(String text) {
        if (!isOne(text)) {
            throw new SpfSyntaxFault(
                    Text.of("an SPF record begins with %s", "ein SPF-Eintrag beginnt mit %s", VERSION));
        }
        var mechanisms = new ArrayList<Mechanism>();
        Optional<DomainSpec> redirect = Optional.empty();
        Optional<DomainSpec> exp = Optional.empty();
        for (String term : text.substring(VERSION.length()).split(" ", -1)) {
            Matcher modifier = MODIFIER.matcher(term);
            if (term.isEmpty()) {
                continue;
            }
            if (!modifier.matches()) {
                mechanisms.add(Mechanism.parse(term));
                continue;
            }
            switch (modifier.group(1).toLowerCase(Locale.ROOT)) {
                case "redirect" -> redirect = once(redirect, term, modifier.group(2));
                case "exp" -> exp = once(exp, term, modifier.group(2));
                default -> MacroString.parse(modifier.group(2), MacroString.Place.UNKNOWN_MODIFIER);
            }
        }
        return new SpfRecord(text, mechanisms, redirect, exp);
    }

    private static Optional<DomainSpec> once(Optional<DomainSpec> before, String term, String value) {
        if (before.isPresent()) {
            throw new SpfSyntaxFault(Text.of(
                    "\"%s\": this modifier stands twice in the record",
                    "\"%s\": dieser Modifikator steht zweimal im Eintrag", term));
        }
        try {
            return Optional.of(DomainSpec.parse(value));
        } catch (SpfSyntaxFault fault) {
            throw fault.in(term);
        }
    }
}
