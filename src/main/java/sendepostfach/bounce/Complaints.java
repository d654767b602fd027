package sendepostfach.bounce;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads feedback reports (RFC 5965) and complaints in forms of their own. A report that a mail is no spam, or that its
 * authentication failed (RFC 6591), is no complaint of its recipient.
 */
final class Complaints {
    private static final Set<String> NO_COMPLAINTS = Set.of("not-spam", "auth-failure", "dmarc");
    private static final List<String> OF_REPORT =
            List.of("original-rcpt-to", "removal-recipient", "x-original-rcpt-to", "original-recipient");
    private static final List<String> OF_MAIL =
            List.of("x-hmxmroriginalrecipient", "x-original-to", "delivered-to", "to", "cc");

    private Complaints() {}

    static List<Finding> read(Anatomy mail, Traces traces) {
        String report = String.join("\n", mail.feedbacks());
        Head fields = Head.read(report, 0, report.length());
        Set<String> recipients = addresses(fields, OF_REPORT);
        if (recipients.isEmpty()) {
            recipients = addresses(mail.head(), List.of("x-hmxmroriginalrecipient"));
        }
        if (recipients.isEmpty()) {
            recipients = addresses(traces.returned(), OF_MAIL);
        }
        String type = fields.first("feedback-type").orElse("abuse").strip().toLowerCase(Locale.ROOT);
        FindingType finding = NO_COMPLAINTS.contains(type) ? FindingType.NONE : FindingType.COMPLAINT;
        var findings = new ArrayList<Finding>();
        recipients.forEach(recipient -> findings.add(Finding.of(finding, Optional.of(recipient))));
        return findings.isEmpty() ? List.of(Finding.of(finding, Optional.empty())) : findings;
    }

    /** The addresses in the first of these fields that has any which is not blacked out. */
    private static Set<String> addresses(Head head, List<String> names) {
        Set<String> addresses = new LinkedHashSet<>();
        for (String name : names) {
            for (String field : head.all(name)) {
                MailAddresses.in(EncodedWords.decode(field)).stream()
                        .map(MailAddresses.Found::address)
                        .filter(address -> !address.toLowerCase(Locale.ROOT).contains("redacted"))
                        .forEach(addresses::add);
            }
            if (!addresses.isEmpty()) {
                return addresses;
            }
        }
        return addresses;
    }
}
