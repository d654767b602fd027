package sendepostfach.routing;

import java.util.Set;
import java.util.TreeSet;

import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;

/**
 * One row of the provider table.
 *
 * @param site its key
 * @param name its name for people
 * @param kind what it does with the mail
 * @param rules how fast mail may go there
 * @param domains domains that are its own for certain
 * @param mxDecides domains that are its own unless their MX says otherwise
 * @param mxSuffixes what its MX hosts are called or end in, without a leading dot
 * @param note what else to know; empty where there is nothing
 */
public record Provider(
        Site site,
        String name,
        ProviderKind kind,
        SiteRules rules,
        Set<String> domains,
        Set<String> mxDecides,
        Set<String> mxSuffixes,
        String note) {
    public Provider {
        domains = Set.copyOf(domains);
        mxDecides = Set.copyOf(mxDecides);
        mxSuffixes = Set.copyOf(mxSuffixes);
    }

    /** This provider without what another one has been given. */
    Provider without(Set<String> otherDomains, Set<String> otherSuffixes) {
        return new Provider(
                site,
                name,
                kind,
                rules,
                minus(domains, otherDomains),
                minus(mxDecides, otherDomains),
                minus(mxSuffixes, otherSuffixes),
                note);
    }

    private static Set<String> minus(Set<String> all, Set<String> others) {
        var rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }
}
