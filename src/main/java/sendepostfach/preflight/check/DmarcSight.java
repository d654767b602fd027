package sendepostfach.preflight.check;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What receivers see that follow one of the two standards of DMARC.
 *
 * @param from the domain in From
 * @param policy the step whose record counts; empty where none does
 * @param organization finds the organisation that a domain belongs to
 */
record DmarcSight(String from, Optional<DmarcWalk.Step> policy, UnaryOperator<String> organization) {
    /** RFC 7489: the domain's own record, else its organisation's, which the public suffix list tells. */
    static DmarcSight bySuffixList(DmarcWalk walk, String from) {
        Optional<DmarcWalk.Step> policy = List.of(from, Domains.registered(from)).stream()
                .map(walk::at)
                .filter(step -> step.record().isPresent())
                .findFirst();
        return new DmarcSight(from, policy, Domains::registered);
    }

    /** RFC 9989: what the walk up the tree of domains finds; where it finds no record, nothing tells more than the list. */
    static DmarcSight byWalk(DmarcWalk walk, DmarcWalk.Way way) {
        UnaryOperator<String> organization = way.policy().isPresent()
                ? domain -> domain.equals(way.start())
                        ? way.organization()
                        : walk.from(domain).organization()
                : Domains::registered;
        return new DmarcSight(way.start(), way.policy(), organization);
    }

    Optional<DmarcRecord> record() {
        return policy.flatMap(DmarcWalk.Step::record);
    }

    /** Whether SPF for this domain speaks for the domain in From. */
    boolean alignsSpf(String domain) {
        return aligns(domain, record().filter(DmarcRecord::isStrictSpf).isPresent());
    }

    /** Whether a signature by this domain speaks for the domain in From. */
    boolean alignsDkim(String domain) {
        return aligns(domain, record().filter(DmarcRecord::isStrictDkim).isPresent());
    }

    private boolean aligns(String domain, boolean strict) {
        return domain.equalsIgnoreCase(from)
                || !strict && organization.apply(domain).equals(organization.apply(from));
    }

    /** What they are asked to do with mail that nobody speaks for: none, quarantine or reject. */
    String consequence() {
        boolean below = policy.filter(step -> !step.domain().equals(from)).isPresent();
        return record().map(found -> found.consequence(below)).orElse("none");
    }
}
