package sendepostfach.routing;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Site;
import sendepostfach.campaign.SiteRules;

/** What a provider file says under one key; empty where it says nothing. */
record ProviderEntry(
        String key,
        int line,
        Optional<String> name,
        Optional<ProviderKind> kind,
        Optional<Limit> rate,
        Optional<Integer> connections,
        Optional<Integer> messagesPerConnection,
        Set<String> domains,
        Set<String> mxDecides,
        Set<String> mxSuffixes,
        Optional<String> note) {

    /** A provider that no table has known before. A key that is a domain stands for that domain. */
    Provider create(SiteRules defaults) {
        var own = new TreeSet<>(domains);
        if (isDomain() && !mxDecides.contains(key)) {
            own.add(key);
        }
        return new Provider(
                new Site(key),
                name.orElse(key),
                kind.orElse(ProviderKind.MAILBOX),
                rules(defaults),
                own,
                mxDecides,
                mxSuffixes,
                note.orElse(""));
    }

    /** The provider with this entry's values instead of its own, and this entry's domains besides its own. */
    Provider override(Provider known) {
        return new Provider(
                known.site(),
                name.orElse(known.name()),
                kind.orElse(known.kind()),
                rules(known.rules()),
                union(known.domains(), domains, mxDecides),
                union(known.mxDecides(), mxDecides, domains),
                union(known.mxSuffixes(), mxSuffixes, Set.of()),
                note.orElse(known.note()));
    }

    /** These rules with this entry's values instead of theirs. */
    SiteRules rules(SiteRules others) {
        return new SiteRules(
                rate.orElse(others.rate()),
                connections.orElse(others.connections()),
                messagesPerConnection.orElse(others.messagesPerConnection()));
    }

    boolean isDomain() {
        return key.indexOf('.') >= 0;
    }

    private static Set<String> union(Set<String> known, Set<String> added, Set<String> movedAway) {
        var all = new TreeSet<>(known);
        all.removeAll(movedAway);
        all.addAll(added);
        return all;
    }
}
