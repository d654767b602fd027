package sendepostfach.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A mail sorted by what its parts are for. What is returned in it is not taken apart. */
final class Anatomy {
    private static final Pattern STATUS = Pattern.compile(
            "^(?:(?:final|original)-recipient|reporting-mta|diagnostic-code)[ \\t]*:",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern FEEDBACK =
            Pattern.compile("^feedback-type[ \\t]*:", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private final Part mail;
    private final List<String> plain = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    private final List<String> statuses = new ArrayList<>();
    private final List<String> feedbacks = new ArrayList<>();
    private final List<Part> returned = new ArrayList<>();
    private final List<String> receipts = new ArrayList<>();

    private Anatomy(Part mail) {
        this.mail = mail;
    }

    static Anatomy of(Part mail) {
        var anatomy = new Anatomy(mail);
        anatomy.sort(mail);
        return anatomy;
    }

    private void sort(Part part) {
        String type = part.type().name();
        if (part.type().isMultipart() && !part.parts().isEmpty()) {
            part.parts().forEach(this::sort);
        } else if (!part.parts().isEmpty()) {
            returned.add(part.parts().get(0));
        } else if (type.equals("text/html")) {
            pages.add(part.text());
        } else if (type.equals("message/disposition-notification")) {
            receipts.add(part.text());
        } else {
            leaf(part, type);
        }
    }

    private void leaf(Part part, String type) {
        boolean report = type.endsWith("delivery-status") || type.endsWith("feedback-report");
        boolean readable = type.startsWith("text/")
                || type.startsWith("message/")
                || type.startsWith("multipart/")
                || type.equals("application/octet-stream");
        if (!report && !readable) {
            return;
        }
        String text = part.text();
        if (type.endsWith("feedback-report") || FEEDBACK.matcher(text).find()) {
            feedbacks.add(text);
            return;
        }
        if (report || STATUS.matcher(text).find()) {
            statuses.add(text);
        }
        if (!report && !type.equals("application/octet-stream")) {
            plain.add(text);
        }
    }

    Head head() {
        return mail.head();
    }

    /** Whether the mail calls itself a report of a kind (RFC 6522). */
    boolean isReport(String kind) {
        return mail.type().name().equals("multipart/report")
                && mail.type().parameter("report-type").toLowerCase(Locale.ROOT).contains(kind);
    }

    /** Whether it says that a mail was shown to somebody (RFC 8098). */
    boolean isReceipt() {
        return !receipts.isEmpty() || isReport("disposition-notification");
    }

    /** The machine-readable receipts in it (RFC 8098). */
    List<String> receipts() {
        return receipts;
    }

    /** What it says to people: its plain texts, or its pages where it has none. */
    String story() {
        String text = String.join("\n", plain);
        return text.isBlank() ? String.join("\n", pages) : text;
    }

    /** The machine-readable reports in it (RFC 3464, RFC 6533). */
    List<String> statuses() {
        return statuses;
    }

    /** The feedback reports in it (RFC 5965). */
    List<String> feedbacks() {
        return feedbacks;
    }

    /** The mails that it returns or passes on. */
    List<Part> returned() {
        return returned;
    }
}
