package sendepostfach.preflight.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sendepostfach.campaign.Text;

/**
 * A DMARC record (RFC 7489, section 6.3; RFC 9989).
 *
 * @param text as it is published
 * @param tags its tags
 */
record DmarcRecord(String text, TagList tags) {
    private static final Set<String> POLICIES = Set.of("none", "quarantine", "reject");
    private static final Map<String, Set<String>> CHOICES = Map.of(
            "p",
            POLICIES,
            "sp",
            POLICIES,
            "np",
            POLICIES,
            "adkim",
            Set.of("r", "s"),
            "aspf",
            Set.of("r", "s"),
            "psd",
            Set.of("y", "n", "u"),
            "t",
            Set.of("y", "n"));

    /** A TXT record as one of DMARC; empty where it is something else. */
    static Optional<DmarcRecord> of(String text) {
        TagList tags = TagList.parse(text);
        return tags.beginsWith("v", "DMARC1") ? Optional.of(new DmarcRecord(text, tags)) : Optional.empty();
    }

    /** A tag's value, where it is one of those that it may have. */
    private Optional<String> choice(String tag) {
        return tags.get(tag).map(value -> value.toLowerCase(Locale.ROOT)).filter(value -> {
            Set<String> choices = CHOICES.get(tag);
            return choices != null && choices.contains(value);
        });
    }

    /** What is published for mails of the domain itself; without a usable word: nothing. */
    String policy() {
        return choice("p").orElse("none");
    }

    /**
     * What receivers are asked to do with mail that nobody speaks for; one step milder while the domain tests (t=y).
     *
     * @param below whether it is mail of a domain below the record's
     */
    String consequence(boolean below) {
        String policy = below ? choice("sp").orElseGet(this::policy) : policy();
        if (!isTesting()) {
            return policy;
        }
        return policy.equals("reject") ? "quarantine" : "none";
    }

    /** Whether SPF's domain must be the same as From's, and not only of the same organisation. */
    boolean isStrictSpf() {
        return choice("aspf").filter("s"::equals).isPresent();
    }

    /** The same for DKIM's. */
    boolean isStrictDkim() {
        return choice("adkim").filter("s"::equals).isPresent();
    }

    /** What the record says about whether its domain is an organisation's (n) or a public suffix (y). */
    Optional<String> psd() {
        return choice("psd");
    }

    private boolean isTesting() {
        return choice("t").filter("y"::equals).isPresent();
    }

    /** Where reports go: mailto addresses. */
    List<String> reportsTo() {
        var addresses = new ArrayList<String>();
        for (String uri : tags.get("rua").orElse("").split(",")) {
            String address = uri.strip().replaceFirst("!\\d+[kmgt]?$", "");
            if (address.regionMatches(true, 0, "mailto:", 0, 7)) {
                addresses.add(address.substring(7));
            }
        }
        return addresses;
    }

    /** What is wrong with it. */
    List<Text> faults() {
        var faults = new ArrayList<Text>();
        tags.fault()
                .ifPresent(piece ->
                        faults.add(Text.of("\"%s\" is no tag with a value.", "\"%s\" ist kein Tag mit Wert.", piece)));
        if (tags.get("p").isEmpty()) {
            faults.add(Text.of("The policy (p=) is missing.", "Die Richtlinie (p=) fehlt."));
        }
        CHOICES.keySet().stream().sorted().forEach(tag -> tags.get(tag)
                .filter(value -> choice(tag).isEmpty())
                .ifPresent(value -> faults.add(Text.of(
                        "%s=%s is not one of %s.",
                        "%s=%s ist keiner der Werte %s.",
                        tag,
                        value,
                        String.join(
                                ", ",
                                CHOICES.getOrDefault(tag, Set.of()).stream()
                                        .sorted()
                                        .toList())))));
        if (tags.get("rua").isPresent() && reportsTo().isEmpty()) {
            faults.add(Text.of(
                    "rua=%s holds no mailto: address.",
                    "rua=%s enthält keine mailto:-Adresse.", tags.get("rua").orElse("")));
        }
        return faults;
    }
}
