package sendepostfach.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;

/**
 * Which domains and MX hosts belong to which provider, and how fast mail may go there. Immutable. The facts are in
 * {@code providers.yaml}, whose head explains them.
 */
public final class ProviderTable {
    private static final String STANDARD = "/providers.yaml";

    private final Map<Site, Provider> providers;
    private final SiteRules defaults;
    private final Map<String, DomainClaim> domains = new HashMap<>();
    private final Map<String, Site> mxSuffixes = new HashMap<>();

    /**
     * A table of these providers.
     *
     * @param overridden domains that the configuration has given to their provider
     */
    ProviderTable(Collection<Provider> rows, SiteRules defaults, Collection<String> overridden) {
        Map<Site, Provider> bySite = new LinkedHashMap<>();
        for (Provider provider : rows) {
            bySite.put(provider.site(), provider);
            provider.domains().forEach(name -> claim(name, provider.site(), DomainClaim.Strength.LISTED));
            provider.mxDecides().forEach(name -> claim(name, provider.site(), DomainClaim.Strength.MX_DECIDES));
            provider.mxSuffixes().forEach(suffix -> refuseSecond(suffix, mxSuffixes.put(suffix, provider.site())));
        }
        overridden.forEach(name -> domains.computeIfPresent(name, (same, claim) -> claim.byOverride()));
        this.providers = Collections.unmodifiableMap(bySite);
        this.defaults = defaults;
    }

    /** The table that ships with the program. */
    public static ProviderTable standard() {
        try (InputStream in = ProviderTable.class.getResourceAsStream(STANDARD)) {
            if (in == null) {
                throw new IllegalStateException("the program's own " + STANDARD + " is missing");
            }
            return of(ProviderFile.read(new InputStreamReader(in, StandardCharsets.UTF_8), STANDARD.substring(1)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static ProviderTable of(ProviderFile file) {
        SiteRules defaults = file.defaults()
                .map(entry -> new SiteRules(
                        entry.rate().orElseThrow(),
                        entry.connections().orElseThrow(),
                        entry.messagesPerConnection().orElseThrow()))
                .orElseThrow(() -> new IllegalStateException("the program's own table needs defaults"));
        var rows = file.entries().stream().map(entry -> entry.create(defaults)).toList();
        return new ProviderTable(rows, defaults, List.of());
    }

    /**
     * This table with what a file says: its domains and MX suffixes are added to the provider's, and taken from another
     * provider that had them; its other values replace the provider's; a new key makes a new provider.
     *
     * @throws InputFault naming file, line, field and remedy
     */
    public ProviderTable withOverrides(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new ProviderOverrides(this, file.toString()).apply(ProviderFile.read(reader, file.toString()));
        } catch (NoSuchFileException fault) {
            throw new InputFault("there is no file " + file + "; write one or leave it out", fault);
        } catch (IOException fault) {
            throw new InputFault("cannot read " + file + ": " + fault.getMessage(), fault);
        }
    }

    /** All providers, in the order of the file. */
    public List<Provider> providers() {
        return List.copyOf(providers.values());
    }

    /** The rules of a site that is no provider. */
    public SiteRules defaults() {
        return defaults;
    }

    /** The provider that a domain is listed with, whatever its MX says. */
    public Optional<Site> siteOfDomain(String domain) {
        return claimOn(domain).map(DomainClaim::site);
    }

    Optional<DomainClaim> claimOn(String domain) {
        return Optional.ofNullable(domains.get(DomainName.of(domain)));
    }

    /** The provider that an MX host belongs to: the longest suffix at a label boundary, or the host itself. */
    public Optional<Site> siteOfMxHost(String host) {
        String rest = DomainName.of(host);
        while (!rest.isEmpty()) {
            Site site = mxSuffixes.get(rest);
            if (site != null) {
                return Optional.of(site);
            }
            int dot = rest.indexOf('.');
            rest = dot < 0 ? "" : rest.substring(dot + 1);
        }
        return Optional.empty();
    }

    /** How fast mail may go to a site; the defaults for one that is no provider. */
    public SiteRules rulesOf(Site site) {
        Provider provider = providers.get(site);
        return provider == null ? defaults : provider.rules();
    }

    /** A site's name for people: the provider's, or the domain. */
    public String nameOf(Site site) {
        Provider provider = providers.get(site);
        return provider == null ? site.name() : provider.name();
    }

    Optional<Provider> find(String key) {
        return Optional.ofNullable(providers.get(new Site(key)));
    }

    private void claim(String domain, Site site, DomainClaim.Strength strength) {
        DomainClaim before = domains.put(domain, new DomainClaim(site, strength));
        refuseSecond(domain, before == null ? null : before.site());
    }

    private static void refuseSecond(String name, @Nullable Site before) {
        if (before != null) {
            throw new IllegalArgumentException(name + " stands with two providers, one of them " + before);
        }
    }
}
