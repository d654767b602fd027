package sendepostfach.preflight.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.DnsAnswer;

/** The walk up the tree of domains that finds a policy and an organisation (RFC 9989, section 4.10). */
final class DmarcWalk {
    private static final int LONGEST = 8;
    private static final String NAME = "_dmarc.";

    private final Lookups dns;

    DmarcWalk(Lookups dns) {
        this.dns = dns;
    }

    /**
     * A domain on the way.
     *
     * @param domain the domain
     * @param record its one record; two records count as none
     * @param records how many records it has
     * @param unanswered what DNS did not answer about, and why, if it did not
     */
    record Step(String domain, Optional<DmarcRecord> record, int records, Optional<Text> unanswered) {}

    /**
     * What was found on the way up.
     *
     * @param steps from the domain itself upward
     * @param unanswered what DNS did not answer about, and why, if anything
     */
    record Way(List<Step> steps, Optional<Text> unanswered) {
        String start() {
            return steps.get(0).domain;
        }

        /** The step whose record counts for the domain: its own, or its organisation's, or the public suffix's. */
        Optional<Step> policy() {
            String organization = organization();
            return steps.stream()
                    .filter(step -> step.record.isPresent())
                    .filter(step -> step.domain.equals(start())
                            || step.domain.equals(organization)
                            || step.record
                                    .flatMap(DmarcRecord::psd)
                                    .filter("y"::equals)
                                    .isPresent())
                    .findFirst();
        }

        /** The domain of the organisation; the domain itself where nothing on the way says more. */
        String organization() {
            String found = start();
            String below = start();
            for (Step step : steps) {
                Optional<String> psd = step.record.flatMap(DmarcRecord::psd);
                if (psd.filter("n"::equals).isPresent()) {
                    return step.domain;
                }
                if (psd.filter("y"::equals).isPresent() && !step.domain.equals(start())) {
                    return below;
                }
                if (step.record.isPresent()) {
                    found = step.domain;
                }
                below = step.domain;
            }
            return found;
        }
    }

    Way from(String domain) {
        var steps = new ArrayList<Step>();
        for (String at : domains(domain)) {
            Step step = at(at);
            steps.add(step);
            if (step.unanswered.isPresent()) {
                return new Way(steps, step.unanswered);
            }
            boolean last = step.record
                    .flatMap(DmarcRecord::psd)
                    .filter(psd -> !psd.equals("u"))
                    .isPresent();
            if (last) {
                break;
            }
        }
        return new Way(steps, Optional.empty());
    }

    /** What a domain itself publishes. */
    Step at(String domain) {
        DnsAnswer<String> answer = dns.texts(NAME + domain);
        if (answer.isUnanswered()) {
            return new Step(
                    domain,
                    Optional.empty(),
                    0,
                    Optional.of(Text.of("%s (%s)", "%s (%s)", NAME + domain, answer.reason())));
        }
        List<DmarcRecord> records = answer.records().stream()
                .flatMap(text -> DmarcRecord.of(text).stream())
                .toList();
        Optional<DmarcRecord> one = records.size() == 1 ? Optional.of(records.get(0)) : Optional.empty();
        return new Step(domain, one, records.size(), Optional.empty());
    }

    /** The domain, then its parents; of long ones only those with at most seven labels. */
    private static List<String> domains(String domain) {
        List<String> labels = Arrays.asList(domain.split("\\."));
        var domains = new ArrayList<String>();
        domains.add(domain);
        int first = labels.size() < LONGEST ? 1 : labels.size() - LONGEST + 1;
        for (int from = first; from < labels.size(); from++) {
            domains.add(String.join(".", labels.subList(from, labels.size())));
        }
        return domains;
    }
}
