package sendepostfach.preflight.check;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Finding.Reach;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.Requirement;
import sendepostfach.preflight.Sending;
import sendepostfach.preflight.spf.Mechanism;
import sendepostfach.preflight.spf.SpfAnswer;
import sendepostfach.preflight.spf.SpfCost;
import sendepostfach.preflight.spf.SpfEvaluator;
import sendepostfach.preflight.spf.SpfQuery;
import sendepostfach.preflight.spf.SpfRecord;
import sendepostfach.preflight.spf.SpfRemedy;
import sendepostfach.preflight.spf.SpfResult;
import sendepostfach.preflight.spf.SpfSyntaxFault;

/** Whether every address of the sending hosts may use the envelope sender's domain, and whether its record is a good one. */
final class SpfCheck {
    static final String SPF = "spf";
    static final String RECORD = "spf-record";
    private static final int LOOKUPS = 10;
    private static final int LONG = 450;

    private final Lookups dns;
    private final Clock clock;
    private final Sending sending;
    private final String domain;

    SpfCheck(Lookups dns, Clock clock, Sending sending) {
        this.dns = dns;
        this.clock = clock;
        this.sending = sending;
        this.domain = sending.envelopeDomain();
    }

    /** What was found, and whether SPF passes for all; unknown where DNS does not answer. */
    record Outcome(List<Finding> findings, Optional<Boolean> passes) {}

    Outcome look() {
        Map<Ip, String> hosts = new LinkedHashMap<>();
        var silent = new ArrayList<String>();
        for (String host : sending.hosts()) {
            DnsAnswer<Ip> found = dns.addresses(host);
            found.records().forEach(ip -> hosts.putIfAbsent(ip, host));
            if (found.isUnanswered()) {
                silent.add(host);
            }
        }
        Optional<String> provider = SpfIncludes.standard().of(sending);
        List<Ip> known = sending.hostsAreGuessed() && provider.isPresent()
                ? SpfRemedy.addressesOf(provider.get(), dns.dns(), clock)
                : List.of();
        if (!known.isEmpty()) {
            hosts.clear();
            known.forEach(ip -> hosts.put(ip, provider.get()));
        }
        boolean guessed = sending.hostsAreGuessed() && known.isEmpty();
        DnsAnswer<String> texts = dns.texts(domain);
        List<String> records = texts.records().stream().filter(SpfRecord::isOne).toList();
        if (hosts.isEmpty()) {
            Finding none = Finding.skip(
                    SPF,
                    Text.of(
                            "The sending hosts have no addresses: %s.",
                            "Die sendenden Server haben keine Adressen: %s.", String.join(", ", sending.hosts())),
                    Text.of(
                            "Name under sending-hosts: in the mailbox file the hosts that the mail leaves from.",
                            "Nennen Sie in der Postfach-Datei unter sending-hosts: die Server, von denen die Mail ausgeht."));
            return new Outcome(List.of(silent.isEmpty() ? none : unanswered(silent.get(0))), Optional.empty());
        }
        String proposed = texts.isUnanswered()
                ? ""
                : new SpfRemedy(dns.dns(), clock, domain, List.copyOf(hosts.keySet()), provider).record(records);
        Map<Ip, SpfAnswer> answers = new LinkedHashMap<>();
        hosts.forEach((ip, host) -> answers.put(
                ip,
                new SpfEvaluator(dns.dns(), clock)
                        .check(SpfQuery.of(ip, sending.envelopeAddress().toString(), host))));
        var findings = new ArrayList<Finding>();
        Finding result = result(answers, hosts, records, proposed);
        findings.add(guessed ? guarded(result) : known.isEmpty() ? result : byProvider(result, provider.get()));
        if (result.level() == sendepostfach.preflight.Level.PASS) {
            quality(records, proposed).ifPresent(findings::add);
        }
        boolean unknown = answers.values().stream().anyMatch(answer -> answer.result() == SpfResult.TEMPERROR);
        boolean all = answers.values().stream().allMatch(answer -> answer.result() == SpfResult.PASS);
        boolean sure = !unknown && !(guessed && !all);
        return new Outcome(findings, sure ? Optional.of(all) : Optional.empty());
    }

    private static Finding unanswered(String about) {
        return Finding.warn(
                SPF,
                Text.of(
                        "DNS gives no answer about %s; whether SPF passes is not known.",
                        "Das DNS liefert keine Antwort zu %s; ob SPF gelingt, ist nicht bekannt.", about),
                Text.of("Check again.", "Prüfen Sie es noch einmal."));
    }

    /** The mailbox's provider says itself which hosts send. */
    private static Finding byProvider(Finding finding, String provider) {
        return finding.remarking(Text.of(
                "The mailbox file names no sending-hosts; the mailbox's provider publishes its own at %s.",
                "Die Postfach-Datei nennt keine sending-hosts; der Provider des Postfachs veröffentlicht seine unter %s.",
                provider));
    }

    /** Where nobody has said which hosts send, nothing is certain. */
    private static Finding guarded(Finding finding) {
        return finding.remarking(Text.of(
                        "The mailbox file names no sending-hosts; the mailbox's own host was looked at.",
                        "Die Postfach-Datei nennt keine sending-hosts; geprüft wurde der Server des Postfachs selbst."))
                .atMostWarning();
    }

    private Finding result(Map<Ip, SpfAnswer> answers, Map<Ip, String> hosts, List<String> records, String proposed) {
        Set<SpfResult> results = EnumSet.noneOf(SpfResult.class);
        Text evidence = Text.NONE;
        for (Map.Entry<Ip, SpfAnswer> each : answers.entrySet()) {
            SpfAnswer answer = each.getValue();
            boolean wrong = answer.result() != SpfResult.PASS;
            if (wrong) {
                results.add(answer.result());
                evidence = evidence.and(Text.of(
                                "%s for %s (%s):",
                                "%s für %s (%s):",
                                answer.result(),
                                hosts.getOrDefault(each.getKey(), ""),
                                each.getKey()))
                        .and(answer.reason().ended());
            }
        }
        if (results.isEmpty()) {
            return Finding.pass(
                    SPF,
                    Text.of(
                            "%s lets all sending hosts pass (%s): %s",
                            "%s erlaubt alle sendenden Server (%s): %s",
                            domain,
                            String.join(
                                    ", ",
                                    answers.keySet().stream().map(Ip::toString).toList()),
                            records.isEmpty() ? "" : records.get(0)));
        }
        if (!records.isEmpty()) {
            evidence = evidence.and(Text.of("Present: %s", "Derzeit veröffentlicht: %s", String.join(" / ", records)));
        }
        if (results.equals(EnumSet.of(SpfResult.TEMPERROR)) || proposed.isEmpty()) {
            return Finding.warn(SPF, evidence, Text.of("Check again.", "Prüfen Sie es noch einmal."));
        }
        Finding finding =
                Finding.fail(SPF, evidence, publish(proposed, records.size())).about(Requirement.SPF);
        return results.contains(SpfResult.FAIL) ? finding.reaching(Reach.EVERYBODY) : finding;
    }

    /** The record stands last, so that it can be copied. */
    private Text publish(String proposed, int present) {
        Text strings = proposed.length() <= 255
                ? Text.NONE
                : Text.of("(in strings of at most 255 characters)", "(in Zeichenketten von höchstens 255 Zeichen)");
        Text instruction = present > 1
                ? Text.of(
                        "Publish instead of the %s SPF records of %s",
                        "Veröffentlichen Sie anstelle der %s SPF-Einträge unter %s", present, domain)
                : Text.of(
                        "Publish as the only SPF record (TXT) of %s",
                        "Veröffentlichen Sie als einzigen SPF-Eintrag (TXT) unter %s", domain);
        Text whole = strings.isEmpty() ? instruction : instruction.and(strings);
        return new Text(whole.english() + ": " + proposed, whole.german() + ": " + proposed);
    }

    /** What is unwise in a record that works. */
    private Optional<Finding> quality(List<String> records, String proposed) {
        SpfRecord record;
        try {
            record = SpfRecord.parse(records.get(0));
        } catch (SpfSyntaxFault wrong) {
            return Optional.empty();
        }
        Text remarks = Text.NONE;
        for (Mechanism mechanism : record.mechanisms()) {
            boolean all = mechanism.kind() == Mechanism.Kind.ALL;
            if (all && mechanism.qualifier().result() == SpfResult.PASS) {
                remarks = remarks.and(Text.of(
                        "%s lets everybody send in your name.",
                        "%s erlaubt jedem, in Ihrem Namen zu senden.", mechanism.text()));
            }
            if (all && mechanism.qualifier().result() == SpfResult.NEUTRAL) {
                remarks =
                        remarks.and(Text.of("%s protects from nothing.", "%s bietet keinen Schutz.", mechanism.text()));
            }
            if (mechanism.kind() == Mechanism.Kind.PTR) {
                remarks = remarks.and(Text.of(
                        "%s is slow and unreliable, and must not be used (RFC 7208, section 5.5).",
                        "%s ist langsam und unzuverlässig und soll nicht benutzt werden (RFC 7208, Abschnitt 5.5).",
                        mechanism.text()));
            }
        }
        boolean open = record.redirect().isEmpty()
                && record.mechanisms().stream().noneMatch(each -> each.kind() == Mechanism.Kind.ALL);
        if (open) {
            remarks = remarks.and(Text.of("It has no end such as ~all.", "Am Ende fehlt ein Abschluss wie ~all."));
        }
        int cost = SpfCost.of(record, dns.dns());
        if (cost > LOOKUPS) {
            remarks = remarks.and(Text.of(
                    "It costs %s DNS look-ups; with more than 10 it fails for whoever it does not match early.",
                    "Der Eintrag braucht %s DNS-Abfragen, erlaubt sind 10; für alle, die er nicht früh erfasst, ergibt er permerror.",
                    cost));
        }
        if (record.text().length() > LONG) {
            remarks = remarks.and(Text.of(
                    "It has %s characters; above 450 answers may not fit into one packet.",
                    "Der Eintrag hat %s Zeichen; ab 450 passt die Antwort womöglich nicht mehr in ein Paket.",
                    record.text().length()));
        }
        if (remarks.isEmpty()) {
            return Optional.empty();
        }
        Text remedy = proposed.isEmpty() || proposed.equals(record.text()) ? Text.NONE : publish(proposed, 1);
        return Optional.of(Finding.warn(RECORD, remarks, remedy));
    }
}
