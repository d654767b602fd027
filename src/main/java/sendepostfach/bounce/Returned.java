package sendepostfach.bounce;

import java.util.List;

/**
 * What one returned mail says.
 *
 * @param findings one for each recipient that it speaks of, in its order; at least one, of type none where it says nothing
 * @param trace what leads to the mail that it is about
 */
public record Returned(List<Finding> findings, Trace trace) {
    public Returned {
        findings = List.copyOf(findings);
        if (findings.isEmpty()) {
            throw new IllegalArgumentException("a returned mail without findings has one of type none");
        }
    }

    /** Whether it reports a recipient's fate: anything but auto-replies and mails that say nothing. */
    public boolean isReport() {
        return findings.stream()
                .anyMatch(finding -> finding.type() != FindingType.NONE && finding.type() != FindingType.AUTO_REPLY);
    }
}
