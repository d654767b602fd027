package sendepostfach.preflight.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Finding.Reach;
import sendepostfach.preflight.Requirement;

/** The headers that receivers look at: who it is from, and how one gets rid of it. */
final class HeaderCheck {
    static final String FROM = "from";
    static final String ONE_CLICK = "one-click";

    private final ReadMail mail;

    HeaderCheck(ReadMail mail) {
        this.mail = mail;
    }

    List<Finding> look() {
        var findings = new ArrayList<Finding>();
        findings.add(from());
        findings.add(oneClick());
        return findings;
    }

    private Finding from() {
        List<String> from = mail.header("From");
        if (from.size() == 1 && from.get(0).chars().filter(c -> c == '@').count() >= 1) {
            return Finding.pass(FROM, Text.of("One sender: %s", "Ein Absender: %s", ReadMail.decoded(from.get(0))));
        }
        return Finding.fail(
                        FROM,
                        Text.of(
                                "The mail has %s From headers; it must have one with an address.",
                                "Die Mail hat %s From-Header; sie braucht genau einen mit einer Adresse.", from.size()),
                        Text.of("Correct from: in the job file.", "Berichtigen Sie from: in der Auftragsdatei."))
                .reaching(Reach.EVERYBODY);
    }

    private Finding oneClick() {
        String unsubscribe = String.join(" ", mail.header("List-Unsubscribe")).toLowerCase(Locale.ROOT);
        boolean post = mail.header("List-Unsubscribe-Post").stream()
                .anyMatch(value -> value.strip().equalsIgnoreCase("List-Unsubscribe=One-Click"));
        if (unsubscribe.contains("<https:") && post) {
            return Finding.pass(
                    ONE_CLICK,
                    Text.of(
                            "One click ends the subscription (RFC 8058).",
                            "Ein Klick genügt zum Abmelden (RFC 8058)."));
        }
        Text evidence = unsubscribe.isEmpty()
                ? Text.of("The mail has no List-Unsubscribe header.", "Die Mail hat keinen List-Unsubscribe-Header.")
                : Text.of(
                        "List-Unsubscribe has no https address with List-Unsubscribe-Post: one click is not enough.",
                        "List-Unsubscribe hat keine https-Adresse mit List-Unsubscribe-Post: Ein Klick genügt nicht zum Abmelden.");
        return Finding.warn(
                        ONE_CLICK,
                        evidence,
                        Text.of(
                                "Send List-Unsubscribe with an https address, and List-Unsubscribe-Post:"
                                        + " List-Unsubscribe=One-Click, and sign both.",
                                "Senden Sie List-Unsubscribe mit einer https-Adresse und List-Unsubscribe-Post:"
                                        + " List-Unsubscribe=One-Click, und signieren Sie beide."))
                .about(Requirement.ONE_CLICK);
    }
}
