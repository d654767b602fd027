package sendepostfach.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

class StatusReportTest {
    @Test
    void groupsArePartedByBlankLines() {
        StatusReport report = StatusReport.read("""
                Reporting-MTA: dns; mail.example.org
                Original-Envelope-Id: f7.12

                Final-Recipient: rfc822; a@example.com
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1
                  unknown

                Original-Recipient: rfc822; b@example.com
                Final-Recipient: rfc822; c@example.com
                Action: delayed
                """);
        assertThat(report.ofMessage("original-envelope-id")).contains("f7.12");
        assertThat(report.recipients())
                .containsExactly(
                        Map.of(
                                "final-recipient", "rfc822; a@example.com",
                                "action", "failed",
                                "status", "5.1.1",
                                "diagnostic-code", "smtp; 550 5.1.1\nunknown"),
                        Map.of(
                                "original-recipient", "rfc822; b@example.com",
                                "final-recipient", "rfc822; c@example.com",
                                "action", "delayed"));
    }

    @Test
    void groupsWithoutBlankLinesArePartedByTheirFields() {
        StatusReport report = StatusReport.read("""
                Action: failed
                Final-Recipient: rfc822; a@example.com
                Action: delayed
                Final-Recipient: rfc822; b@example.com
                """);
        assertThat(report.recipients()).extracting(group -> group.get("action")).containsExactly("failed", "delayed");
    }

    @Test
    void blankLinesWithinAGroupDoNotPartIt() {
        StatusReport report =
                StatusReport.read("Final-Recipient: rfc822; a@example.com\n\nAction: failed\n\nStatus: 5.1.1\n");
        assertThat(report.recipients()).singleElement().satisfies(group -> assertThat(group)
                .containsKeys("final-recipient", "action"));
    }

    @Test
    void wordsBetweenTheFieldsAreNoFields() {
        StatusReport report =
                StatusReport.read("Hello: there\nTo: x\n\nFinal-Recipient: rfc822; a@example.com\nBye: x\n");
        assertThat(report.recipients()).containsExactly(Map.of("final-recipient", "rfc822; a@example.com"));
    }
}
