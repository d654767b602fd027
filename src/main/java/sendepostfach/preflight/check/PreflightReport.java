package sendepostfach.preflight.check;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Finding.Reach;
import sendepostfach.preflight.Insistence;
import sendepostfach.preflight.Level;

/**
 * What all checks have found, the most harmful first.
 *
 * @param findings the findings
 */
public record PreflightReport(List<Finding> findings) {
    /** With more than this part of the recipients refused, a campaign does not start. */
    private static final double MOST = 0.5;

    public PreflightReport {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::level).thenComparing(finding -> -harm(List.of(finding))))
                .toList();
    }

    /** Whether anything failed. */
    public boolean hasFailed() {
        return findings.stream().anyMatch(finding -> finding.level() == Level.FAIL);
    }

    public List<Finding> failed() {
        return findings.stream()
                .filter(finding -> finding.level() == Level.FAIL)
                .toList();
    }

    /** The part of the recipients that would be refused, from 0 to 1. */
    public double refused() {
        return Math.min(1, harm(failed()));
    }

    /** Whether most of the campaign would be refused. */
    public boolean isHopeless() {
        return refused() > MOST;
    }

    /** What keeps a campaign from starting, in one line. */
    public String inOneLine() {
        return String.join(
                "; ",
                failed().stream()
                        .map(finding ->
                                finding.check() + ": " + finding.evidence().english())
                        .toList());
    }

    /** Each provider counts once, whatever it refuses for; without a list a provider counts little, so that more weigh more. */
    private static double harm(List<Finding> findings) {
        Map<String, Double> refusing = new HashMap<>();
        double listless = 0.01;
        for (Finding finding : findings) {
            if (finding.reach() == Reach.EVERYBODY) {
                return 1;
            }
            finding.insists().stream()
                    .filter(Insistence::must)
                    .forEach(each -> refusing.put(each.provider(), each.share().orElse(listless)));
        }
        return refusing.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
