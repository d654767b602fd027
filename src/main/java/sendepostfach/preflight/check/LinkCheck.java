package sendepostfach.preflight.check;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.Finding;

/** Links that filters take for deceit: shortened ones, and those whose text shows another domain. */
final class LinkCheck {
    static final String SHORTENERS = "link-shorteners";
    static final String DECEIT = "link-text";
    private static final Pattern WEB = Pattern.compile("(?i)\\bhttps?://[^\\s<>\"')\\]]+");
    private static final Pattern SHOWN = Pattern.compile(
            "(?i)(?:https?://|\\bwww\\.)([a-z0-9-]+(?:\\.[a-z0-9-]+)+)|^([a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.(?:[a-z]{2}|com|net|org|info|shop))$");

    private final ReadMail mail;
    private final MailRules rules;

    LinkCheck(ReadMail mail, MailRules rules) {
        this.mail = mail;
        this.rules = rules;
    }

    List<Finding> look() {
        Set<String> shortened = new LinkedHashSet<>();
        Set<String> deceiving = new LinkedHashSet<>();
        for (Element link : Jsoup.parse(mail.html()).select("a[href]")) {
            host(link.attr("href")).ifPresent(host -> {
                if (isShortener(host)) {
                    shortened.add(link.attr("href"));
                }
                shown(link.text())
                        .filter(shown -> !Domains.registered(shown).equals(Domains.registered(host)))
                        .ifPresent(shown -> deceiving.add(shown + " -> " + host));
            });
        }
        Matcher web = WEB.matcher(mail.text());
        while (web.find()) {
            host(web.group()).filter(this::isShortener).ifPresent(host -> shortened.add(web.group()));
        }
        var findings = new ArrayList<Finding>();
        findings.add(
                shortened.isEmpty()
                        ? Finding.pass(SHORTENERS, Text.of("No shortened links.", "Keine Kurzlinks."))
                        : Finding.warn(
                                SHORTENERS,
                                Text.of(
                                        "Shortened links hide where they lead: %s.",
                                        "Kurzlinks verbergen, wohin sie führen: %s.", String.join(", ", shortened)),
                                Text.of("Link to the page itself.", "Verlinken Sie die Seite selbst.")));
        findings.add(
                deceiving.isEmpty()
                        ? Finding.pass(
                                DECEIT,
                                Text.of(
                                        "No link whose text shows another domain.",
                                        "Kein Link, dessen Text eine andere Domain zeigt."))
                        : Finding.warn(
                                DECEIT,
                                Text.of(
                                        "The text of links shows another domain than they lead to, as in phishing: %s.",
                                        "Links zeigen im Text eine andere Domain als ihr Ziel, wie beim Phishing: %s.",
                                        String.join(", ", deceiving)),
                                Text.of(
                                        "Show words instead of an address, or link to what is shown.",
                                        "Schreiben Sie Worte statt einer Adresse, oder verlinken Sie die gezeigte Adresse.")));
        return findings;
    }

    private boolean isShortener(String host) {
        String bare = host.startsWith("www.") ? host.substring(4) : host;
        return rules.linkShorteners().contains(bare);
    }

    private static Optional<String> host(String link) {
        try {
            URI uri = new URI(link.strip());
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web
                    ? Optional.ofNullable(uri.getHost()).map(host -> host.toLowerCase(Locale.ROOT))
                    : Optional.empty();
        } catch (URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<String> shown(String text) {
        Matcher shown = SHOWN.matcher(text.strip());
        return shown.find()
                ? Optional.of((shown.group(1) != null ? shown.group(1) : shown.group(2)).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
