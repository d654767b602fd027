package sendepostfach.preflight.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.Text;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Finding.Reach;
import sendepostfach.preflight.Requirement;
import sendepostfach.preflight.Sending;

/** The From domain's DMARC record, what it makes receivers do with this mail, and what becomes of forwarded mail. */
final class DmarcCheck {
    static final String DMARC = "dmarc";
    static final String ALIGNMENT = "alignment";
    static final String ALIGNED_DKIM = "dkim-alignment";
    static final String FORWARDING = "forwarding";
    static final String REPORTS = "dmarc-reports";

    private final Lookups dns;
    private final Sending sending;
    private final Audience audience;
    private final String from;

    DmarcCheck(Lookups dns, Sending sending, Audience audience) {
        this.dns = dns;
        this.sending = sending;
        this.audience = audience;
        this.from = sending.from().domain();
    }

    List<Finding> look(Authentication seen) {
        var walk = new DmarcWalk(dns);
        DmarcWalk.Way way = walk.from(from);
        var older = DmarcSight.bySuffixList(walk, from);
        var newer = DmarcSight.byWalk(walk, way);
        var findings = new ArrayList<Finding>();
        findings.add(record(way, older, newer));
        newer.record().or(older::record).flatMap(this::reports).ifPresent(findings::add);
        if (way.unanswered().isEmpty() || way.policy().isPresent()) {
            findings.addAll(alignment(older, newer, seen));
        }
        return findings;
    }

    private Finding record(DmarcWalk.Way way, DmarcSight older, DmarcSight newer) {
        Optional<DmarcWalk.Step> policy = newer.policy().or(older::policy);
        if (policy.isEmpty() && way.unanswered().isPresent()) {
            return Finding.warn(
                    DMARC,
                    Text.of(
                            "DNS gives no answer about %s; whether there is a record is not known.",
                            "Das DNS liefert keine Antwort zu %s; ob es einen Eintrag gibt, ist nicht bekannt.",
                            way.unanswered().get()),
                    Text.of("Check again.", "Prüfen Sie es noch einmal."));
        }
        Optional<DmarcWalk.Step> several =
                way.steps().stream().filter(step -> step.records() > 1).findFirst();
        if (policy.isEmpty() && several.isPresent()) {
            return Finding.fail(
                            DMARC,
                            Text.of(
                                    "%s has %s DMARC records; receivers then use none.",
                                    "%s hat %s DMARC-Einträge; empfangende Server beachten dann keinen.",
                                    several.get().domain(),
                                    several.get().records()),
                            Text.of(
                                    "Remove all but one at _dmarc.%s.",
                                    "Entfernen Sie unter _dmarc.%s alle bis auf einen.",
                                    several.get().domain()))
                    .about(Requirement.DMARC)
                    .reaching(Reach.ONLY_WHO_INSISTS);
        }
        if (policy.isEmpty()) {
            return Finding.fail(
                            DMARC,
                            Text.of("%s has no DMARC record.", "%s hat keinen DMARC-Eintrag.", from),
                            Text.of(
                                    "Publish as TXT at _dmarc.%1$s: v=DMARC1; p=none; rua=mailto:dmarc@%1$s",
                                    "Veröffentlichen Sie als TXT-Eintrag unter _dmarc.%1$s: v=DMARC1; p=none; rua=mailto:dmarc@%1$s",
                                    Domains.registered(from)))
                    .about(Requirement.DMARC)
                    .reaching(Reach.ONLY_WHO_INSISTS);
        }
        return judge(policy.get(), older, newer);
    }

    private Finding judge(DmarcWalk.Step step, DmarcSight older, DmarcSight newer) {
        DmarcRecord record = step.record().orElseThrow();
        Text evidence = Text.of("_dmarc.%s: %s", "_dmarc.%s: %s", step.domain(), record.text());
        List<Text> faults = record.faults();
        if (!faults.isEmpty()) {
            Text all = faults.stream().reduce(evidence, Text::and);
            return Finding.fail(
                            DMARC,
                            all,
                            Text.of(
                                    "Publish at _dmarc.%s a right record, such as: v=DMARC1; p=%s; rua=mailto:dmarc@%s",
                                    "Veröffentlichen Sie unter _dmarc.%s einen gültigen Eintrag, etwa: v=DMARC1; p=%s; rua=mailto:dmarc@%s",
                                    step.domain(),
                                    record.policy(),
                                    step.domain()))
                    .about(Requirement.DMARC)
                    .reaching(Reach.ONLY_WHO_INSISTS);
        }
        if (older.policy().isEmpty()) {
            return Finding.warn(
                    DMARC,
                    evidence.and(Text.of(
                            "Receivers that follow RFC 7489 look at %s and %s only and do not find it.",
                            "Empfangende Server, die RFC 7489 folgen, suchen nur unter %s und %s und finden ihn nicht.",
                            from,
                            Domains.registered(from))),
                    Text.of("Publish it at _dmarc.%s too.", "Veröffentlichen Sie ihn auch unter _dmarc.%s.", from));
        }
        DmarcWalk.Step other = older.policy().get();
        if (!other.domain().equals(step.domain())) {
            return Finding.warn(
                    DMARC,
                    evidence.and(Text.of(
                            "Receivers that follow RFC 7489 go by the public suffix list and use _dmarc.%s instead: %s",
                            "Empfangende Server, die RFC 7489 folgen, richten sich nach der Public Suffix List und benutzen"
                                    + " stattdessen _dmarc.%s: %s",
                            other.domain(),
                            other.record().map(DmarcRecord::text).orElse(""))),
                    Text.of(
                            "Publish at _dmarc.%s what shall count for all.",
                            "Veröffentlichen Sie unter _dmarc.%s, was für alle gelten soll.", from));
        }
        return Finding.pass(DMARC, evidence);
    }

    /** Reports to another organisation need its consent in DNS (RFC 7489, section 7.1). */
    private Optional<Finding> reports(DmarcRecord record) {
        if (record.tags().get("rua").isEmpty()) {
            return Optional.of(Finding.warn(
                    REPORTS,
                    Text.of(
                            "The record asks for no reports (rua=): you do not learn who is refused.",
                            "Der Eintrag fordert keine Berichte an (rua=): Sie erfahren nicht, was abgelehnt wird."),
                    Text.of("Add rua=mailto:dmarc@%s.", "Ergänzen Sie rua=mailto:dmarc@%s.", from)));
        }
        for (String address : record.reportsTo()) {
            String domain = address.substring(address.lastIndexOf('@') + 1);
            if (Domains.registered(domain).equals(Domains.registered(from))) {
                continue;
            }
            String name = from + "._report._dmarc." + domain;
            DnsAnswer<String> consent = dns.texts(name);
            boolean given =
                    consent.records().stream().anyMatch(text -> text.strip().startsWith("v=DMARC1"));
            if (!given && !consent.isUnanswered()) {
                return Optional.of(Finding.warn(
                        REPORTS,
                        Text.of(
                                "Reports to %s are not sent: %s has no record that agrees to them.",
                                "Berichte an %s werden nicht verschickt: Unter %s fehlt der Eintrag, der ihnen zustimmt.",
                                address,
                                domain),
                        Text.of(
                                "%s publishes as TXT at %s: v=DMARC1",
                                "Der Betreiber von %s muss als TXT-Eintrag unter %s veröffentlichen: v=DMARC1",
                                domain,
                                name)));
            }
        }
        return Optional.empty();
    }

    private List<Finding> alignment(DmarcSight older, DmarcSight newer, Authentication seen) {
        boolean spfByOlder = seen.spfPasses() && older.alignsSpf(sending.envelopeDomain());
        boolean spfByNewer = seen.spfPasses() && newer.alignsSpf(sending.envelopeDomain());
        boolean dkimByOlder = seen.signers().stream().anyMatch(older::alignsDkim);
        boolean dkimByNewer = seen.signers().stream().anyMatch(newer::alignsDkim);
        boolean bySpf = spfByOlder && spfByNewer;
        boolean byDkim = dkimByOlder && dkimByNewer;
        var findings = new ArrayList<Finding>();
        if ((spfByOlder || dkimByOlder) && (spfByNewer || dkimByNewer)) {
            findings.add(Finding.pass(
                    ALIGNMENT,
                    Text.of(
                            "%s speaks for the domain in From, %s.",
                            "%s passt zur From-Domain %s (Alignment).",
                            bySpf && byDkim ? "SPF, DKIM" : spfByOlder && spfByNewer ? "SPF" : "DKIM",
                            from)));
        } else if (spfByOlder || dkimByOlder) {
            findings.add(differing("RFC 7489", "RFC 9989", newer, seen));
        } else if (spfByNewer || dkimByNewer) {
            findings.add(differing("RFC 9989", "RFC 7489", older, seen));
        } else {
            findings.add(notAligned(older, newer, seen));
        }
        if (seen.dkimPasses() && !dkimByOlder && !dkimByNewer) {
            findings.add(signedByAnother(seen));
        }
        findings.add(forwarding(byDkim, seen));
        return findings;
    }

    /** The two standards disagree about whose domain it is. */
    private Finding differing(String aligned, String not, DmarcSight strict, Authentication seen) {
        var domains = new LinkedHashSet<String>();
        if (seen.spfPasses()) {
            domains.add(sending.envelopeDomain());
        }
        domains.addAll(seen.signers());
        return Finding.warn(
                        ALIGNMENT,
                        Text.of(
                                        "%1$s speaks for the domain in From, %2$s, for receivers that follow %3$s; for those"
                                                + " that follow %4$s it belongs to another organisation.",
                                        "%1$s passt zur From-Domain %2$s (Alignment) bei empfangenden Servern, die %3$s folgen; bei"
                                                + " denen, die %4$s folgen, gehört sie zu einer anderen Organisation.",
                                        String.join(", ", domains),
                                        from,
                                        aligned,
                                        not)
                                .and(consequence(strict.consequence())),
                        signOrSend())
                .about(Requirement.ALIGNMENT);
    }

    private Finding signedByAnother(Authentication seen) {
        return Finding.fail(
                        ALIGNED_DKIM,
                        Text.of(
                                "The signature is by %s and does not speak for the domain in From, %s.",
                                "Die Signatur ist von %s und passt nicht zur From-Domain %s (kein Alignment).",
                                String.join(", ", seen.signers()),
                                from),
                        Text.of("Sign with a DKIM key of %s.", "Signieren Sie mit einem DKIM-Schlüssel von %s.", from))
                .about(Requirement.ALIGNED_DKIM)
                .reaching(Reach.ONLY_WHO_INSISTS);
    }

    private Finding notAligned(DmarcSight older, DmarcSight newer, Authentication seen) {
        String policy = newer.consequence();
        Text evidence = Text.of(
                        "Neither SPF (%s) nor DKIM (%s) speaks for the domain in From, %s.",
                        "Weder SPF (%s) noch DKIM (%s) passt zur From-Domain %s (kein Alignment).",
                        sending.envelopeDomain(),
                        sending.dkim().isEmpty() ? "-" : signers(),
                        from)
                .and(consequence(policy));
        if (!older.consequence().equals(policy)) {
            evidence = evidence.and(Text.of(
                    "Receivers that follow RFC 7489 act by p=%s.",
                    "Empfangende Server, die RFC 7489 folgen, handeln nach p=%s.", older.consequence()));
        }
        Text remedy = signOrSend();
        boolean unknown = seen.dkim().isEmpty() || seen.spf().isEmpty();
        Finding finding = Finding.fail(ALIGNMENT, evidence, remedy).about(Requirement.ALIGNMENT);
        if (unknown) {
            return finding.remarking(Text.of(
                            "A signature of the mailbox's server may do so; a test to yourself shows it.",
                            "Eine Signatur des Postfach-Servers kann genügen; eine Testmail an Sie selbst zeigt es."))
                    .atMostWarning();
        }
        boolean harmless = policy.equals("none") && older.consequence().equals("none");
        return finding.reaching(harmless ? Reach.ONLY_WHO_INSISTS : Reach.EVERYBODY);
    }

    private Text signOrSend() {
        return Text.of(
                "Sign with a DKIM key of %1$s (sendepostfach dkim %1$s s1), or use an envelope sender of %1$s that SPF allows.",
                "Signieren Sie mit einem DKIM-Schlüssel von %1$s (sendepostfach dkim %1$s s1), oder benutzen Sie einen"
                        + " Envelope-Absender von %1$s, den SPF erlaubt.",
                from);
    }

    private String signers() {
        return sending.dkim().stream().map(DkimKey::domain).distinct().collect(Collectors.joining(", "));
    }

    private static Text consequence(String policy) {
        return switch (policy) {
            case "reject" ->
                Text.of(
                        "By p=reject receivers refuse the mail.",
                        "Wegen p=reject lehnen empfangende Server die Mail ab.");
            case "quarantine" ->
                Text.of(
                        "By p=quarantine receivers put the mail into the junk folder.",
                        "Wegen p=quarantine legen empfangende Server die Mail in den Spam-Ordner.");
            default ->
                Text.of(
                        "By p=none receivers decide for themselves.",
                        "Bei p=none entscheiden empfangende Server selbst.");
        };
    }

    private Finding forwarding(boolean byDkim, Authentication seen) {
        if (byDkim) {
            return Finding.pass(
                    FORWARDING,
                    Text.of(
                            "The signature holds when recipients forward their mail.",
                            "Die Signatur bleibt gültig, wenn Empfänger ihre Mail weiterleiten."));
        }
        Text evidence = Text.of(
                "SPF breaks when recipients forward their mail (to Gmail, say): without an aligned DKIM signature it is"
                        + " refused or taken for spam there.",
                "SPF bricht, wenn Empfänger ihre Mail weiterleiten (etwa zu Gmail): Ohne passende DKIM-Signatur wird sie"
                        + " dort abgelehnt oder gilt als Spam.");
        long elsewhere = audience.total() - atLargeProviders();
        if (elsewhere > 0) {
            String share = percent(elsewhere / (double) audience.total());
            evidence = evidence.and(Text.of(
                    "%1$s of your list (%2$s recipients) have addresses at domains of their own, which are often forwarded:"
                            + " as many can be lost.",
                    "%1$s Ihrer Liste (%2$s Empfänger) haben Adressen unter eigenen Domains, die oft weitergeleitet werden:"
                            + " So viele können verloren gehen.",
                    share,
                    elsewhere));
        }
        if (seen.dkim().isEmpty()) {
            evidence = evidence.and(Text.of("The program does not sign.", "Das Programm signiert nicht."));
        }
        return Finding.warn(
                FORWARDING,
                evidence,
                Text.of(
                        "Sign with a DKIM key of %s: dkim: in the job file.",
                        "Signieren Sie mit einem DKIM-Schlüssel von %s: dkim: in der Auftragsdatei.", from));
    }

    private long atLargeProviders() {
        return Requirements.standard().sites().stream().mapToLong(audience::at).sum();
    }

    private static String percent(double share) {
        long whole = Math.round(share * 100);
        return whole == 0 ? "< 1 %" : whole + " %";
    }
}
