package sendepostfach.preflight.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.Insistence;
import sendepostfach.preflight.Requirement;

/** Who insists on what: the table {@code requirements.yaml}, whose head explains it. */
final class Requirements {
    private final List<Entry> entries;

    private Requirements(List<Entry> entries) {
        this.entries = entries;
    }

    /** How strictly something is demanded. */
    private enum Strictness {
        MUST,
        BULK,
        EITHER,
        SHOULD
    }

    private record Entry(
            String site,
            String name,
            int bulk,
            Map<Requirement, Set<Strictness>> demands,
            Text refusal,
            String page,
            String date) {}

    static Requirements standard() {
        try (InputStream in = Requirements.class.getResourceAsStream("/preflight/requirements.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the program's own requirements.yaml is missing");
            }
            Map<String, Map<String, Object>> table = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            var entries = new ArrayList<Entry>();
            table.forEach((site, fields) -> entries.add(entry(site, fields)));
            return new Requirements(entries);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Entry entry(String site, Map<String, Object> fields) {
        Map<Requirement, Set<Strictness>> demands = new EnumMap<>(Requirement.class);
        if (!(fields.get("demands") instanceof Map<?, ?> table)) {
            throw new IllegalStateException("the program's own requirements.yaml: " + site + " demands nothing");
        }
        table.forEach((what, how) -> {
            Set<Strictness> degrees = EnumSet.noneOf(Strictness.class);
            List<?> several = how instanceof List<?> list ? list : List.of(how);
            several.forEach(degree ->
                    degrees.add(Strictness.valueOf(String.valueOf(degree).toUpperCase(Locale.ROOT))));
            demands.put(
                    Requirement.valueOf(
                            String.valueOf(what).toUpperCase(Locale.ROOT).replace('-', '_')),
                    degrees);
        });
        Object date = fields.get("date");
        return new Entry(
                site,
                text(fields, "name"),
                fields.get("bulk") instanceof Integer bulk ? bulk : 0,
                demands,
                new Text(text(fields, "refusal"), text(fields, "refusal-de")),
                text(fields, "page"),
                date instanceof java.util.Date day
                        ? day.toInstant().toString().substring(0, 10)
                        : text(fields, "date"));
    }

    private static String text(Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalStateException("the program's own requirements.yaml lacks " + name);
    }

    /** The sites that it knows. */
    List<String> sites() {
        return entries.stream().map(Entry::site).toList();
    }

    /**
     * Who demands something of a sender to this audience: the strict ones first, then those with the largest share. Providers
     * with nobody in the audience are left out; without a list it is taken for bulk mail to all.
     *
     * @param seen what else receivers can tell of the sender
     */
    List<Insistence> on(Requirement requirement, Audience audience, Authentication seen) {
        return entries.stream()
                .filter(entry -> entry.demands.containsKey(requirement))
                .filter(entry -> !audience.isKnown() || audience.at(entry.site) > 0)
                .map(entry -> new Insistence(
                        entry.name,
                        audience.shareOf(entry.site),
                        isMust(entry, requirement, audience, seen),
                        entry.refusal,
                        entry.page,
                        entry.date))
                .sorted(Comparator.comparing((Insistence each) -> !each.must())
                        .thenComparing(each -> -each.share().orElse(0)))
                .toList();
    }

    private static boolean isMust(Entry entry, Requirement requirement, Audience audience, Authentication seen) {
        Set<Strictness> degrees = entry.demands.getOrDefault(requirement, Set.of());
        boolean bulk = !audience.isKnown() || audience.at(entry.site) >= entry.bulk;
        boolean otherPasses = requirement == Requirement.SPF ? seen.dkimPasses() : seen.spfPasses();
        return degrees.contains(Strictness.MUST)
                || degrees.contains(Strictness.BULK) && bulk
                || degrees.contains(Strictness.EITHER) && !otherPasses;
    }
}
