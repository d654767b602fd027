package sendepostfach.routing;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;

/** Lays a file of single values over a provider table. */
final class ProviderOverrides {
    private final ProviderTable table;
    private final String file;

    ProviderOverrides(ProviderTable table, String file) {
        this.table = table;
        this.file = file;
    }

    ProviderTable apply(ProviderFile overrides) {
        SiteRules defaults =
                overrides.defaults().map(entry -> entry.rules(table.defaults())).orElse(table.defaults());
        Map<Site, Provider> rows = new LinkedHashMap<>();
        table.providers().forEach(known -> rows.put(known.site(), known));
        Map<String, ProviderEntry> domains = new HashMap<>();
        Map<String, ProviderEntry> suffixes = new HashMap<>();
        for (ProviderEntry entry : overrides.entries()) {
            Provider provider = table.find(entry.key()).map(entry::override).orElseGet(() -> refuseEmpty(entry)
                    .create(defaults));
            rows.put(provider.site(), provider);
            Set<String> given = new TreeSet<>(entry.domains());
            if (entry.isDomain() && provider.domains().contains(entry.key())) {
                given.add(entry.key());
            }
            claim(domains, given, entry);
            claim(domains, entry.mxDecides(), entry);
            claim(suffixes, entry.mxSuffixes(), entry);
        }
        rows.replaceAll((site, provider) -> provider.without(ofOthers(domains, site), ofOthers(suffixes, site)));
        var decided = domains.entrySet().stream()
                .filter(claim -> !claim.getValue().mxDecides().contains(claim.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        return new ProviderTable(rows.values(), defaults, decided);
    }

    /** A new key without domains is most often a known provider's misspelt one: it would change nothing, silently. */
    private ProviderEntry refuseEmpty(ProviderEntry entry) {
        if (entry.isDomain()
                || !entry.domains().isEmpty()
                || !entry.mxDecides().isEmpty()
                || !entry.mxSuffixes().isEmpty()) {
            return entry;
        }
        String like = table.providers().stream()
                .filter(known -> known.site().name().contains(entry.key())
                        || known.name().toLowerCase(Locale.ROOT).contains(entry.key()))
                .map(known -> known.site().name())
                .collect(Collectors.joining(" or "));
        throw new InputFault(file + ", line " + entry.line() + ": " + entry.key()
                + " is no known provider and has neither domains nor mx; add them"
                + (like.isEmpty() ? ", or use a known key" : ", or write " + like));
    }

    private void claim(Map<String, ProviderEntry> claims, Set<String> names, ProviderEntry entry) {
        for (String name : names) {
            ProviderEntry before = claims.putIfAbsent(name, entry);
            if (before != null) {
                throw new InputFault(file + ", line " + entry.line() + ": " + entry.key() + " names " + name
                        + (before.key().equals(entry.key())
                                ? " twice"
                                : ", as " + before.key() + " does in line " + before.line())
                        + "; keep one");
            }
        }
    }

    private static Set<String> ofOthers(Map<String, ProviderEntry> claims, Site site) {
        return claims.entrySet().stream()
                .filter(claim -> !claim.getValue().key().equals(site.name()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
