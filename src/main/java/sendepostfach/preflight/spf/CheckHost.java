package sendepostfach.preflight.spf;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.DnsRecords;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.MailHost;

/** One evaluation of check_host() (RFC 7208, section 4), with what it has used of its limits. */
final class CheckHost {
    /** Terms that ask DNS (section 4.6.4). */
    static final int LOOKUPS = 10;
    /** Terms to which DNS has nothing. */
    private static final int VOID_LOOKUPS = 2;
    /** Hosts of one MX or PTR answer. */
    private static final int HOSTS = 10;

    private final DnsRecords dns;
    private final Clock clock;
    private final SpfQuery query;
    private final Instant until;
    private int lookups;
    private int voidLookups;

    CheckHost(DnsRecords dns, Clock clock, SpfQuery query, Instant until) {
        this.dns = dns;
        this.clock = clock;
        this.query = query;
        this.until = until;
    }

    /** How a record was decided, and where its explanation is. */
    private record Outcome(SpfResult result, String mechanism, Text reason, String domain, Optional<DomainSpec> exp) {}

    /** The evaluation ends at once, with temperror or permerror. */
    private static final class Ended extends RuntimeException {
        private final SpfResult result;
        private final transient Text reason;

        Ended(SpfResult result, Text reason) {
            super(reason.english(), null, false, false);
            this.result = result;
            this.reason = reason;
        }
    }

    SpfAnswer answer() {
        String record = "";
        try {
            List<String> records = SpfDomain.isUsable(query.domain()) ? records(query.domain()) : List.of();
            record = records.size() == 1 ? records.get(0) : "";
            Outcome outcome = evaluate(query.domain(), records);
            String explanation = outcome.result == SpfResult.FAIL ? explanation(outcome) : "";
            return new SpfAnswer(outcome.result, outcome.mechanism, lookups, explanation, record, outcome.reason);
        } catch (Ended ended) {
            return new SpfAnswer(ended.result, "", lookups, "", record, ended.reason);
        }
    }

    private List<String> records(String domain) {
        DnsAnswer<String> texts = ask(dns.texts(domain), Text.of("TXT of %s", "TXT von %s", domain));
        return texts.records().stream().filter(SpfRecord::isOne).toList();
    }

    private Outcome evaluate(String domain, List<String> records) {
        if (records.isEmpty()) {
            Text why = SpfDomain.isUsable(domain)
                    ? Text.of("%s has no SPF record", "%s hat keinen SPF-Eintrag", domain)
                    : Text.of(
                            "\"%s\" is no domain that SPF can be asked about",
                            "\"%s\" ist keine Domain, für die es SPF geben kann", domain);
            return new Outcome(SpfResult.NONE, "", why, domain, Optional.empty());
        }
        if (records.size() > 1) {
            throw new Ended(
                    SpfResult.PERMERROR,
                    Text.of(
                            "%s has %s SPF records; only one is allowed",
                            "%s hat %s SPF-Einträge; erlaubt ist nur einer", domain, records.size()));
        }
        SpfRecord record = parse(domain, records.get(0));
        for (Mechanism mechanism : record.mechanisms()) {
            if (matches(mechanism, domain)) {
                return new Outcome(
                        mechanism.qualifier().result(),
                        mechanism.text(),
                        Text.of(
                                "\"%s\" in the record of %s matches %s",
                                "\"%s\" im Eintrag von %s trifft auf %s zu", mechanism.text(), domain, query.ip()),
                        domain,
                        record.exp());
            }
        }
        return record.redirect()
                .map(target -> redirected(target, domain))
                .orElseGet(() -> new Outcome(
                        SpfResult.NEUTRAL,
                        "",
                        Text.of(
                                "no mechanism in the record of %s matches %s",
                                "kein Mechanismus im Eintrag von %s trifft auf %s zu", domain, query.ip()),
                        domain,
                        Optional.empty()));
    }

    private static SpfRecord parse(String domain, String text) {
        try {
            return SpfRecord.parse(text);
        } catch (SpfSyntaxFault fault) {
            throw new Ended(
                    SpfResult.PERMERROR,
                    Text.of(
                            "the SPF record of %s is wrong: %s",
                            "der SPF-Eintrag von %s ist fehlerhaft (%s)", domain, fault.why()));
        }
    }

    private Outcome redirected(DomainSpec target, String domain) {
        countLookup("redirect=" + target, domain);
        String name = expand(target, domain);
        Outcome there = evaluateAt(name);
        if (there.result == SpfResult.NONE) {
            throw new Ended(SpfResult.PERMERROR, within("redirect=" + target, domain, there.reason));
        }
        return there;
    }

    private Outcome evaluateAt(String name) {
        return evaluate(name, SpfDomain.isUsable(name) ? records(name) : List.of());
    }

    private boolean matches(Mechanism mechanism, String domain) {
        if (mechanism.kind().asksDns()) {
            countLookup(mechanism.text(), domain);
        }
        String target = mechanism.domain().map(spec -> expand(spec, domain)).orElse(domain);
        return switch (mechanism.kind()) {
            case ALL -> true;
            case IP4, IP6 -> mechanism.network().stream().anyMatch(network -> mechanism.covers(query.ip(), network));
            case INCLUDE -> isIncluded(mechanism, target, domain);
            case A ->
                askForMatch(mechanism, dns.addresses(target, query.ip().family()), target).stream()
                        .anyMatch(found -> mechanism.covers(query.ip(), found));
            case MX -> isMailHost(mechanism, target);
            case PTR -> namesOfHost(true).stream().anyMatch(name -> SpfDomain.isWithin(name, target));
            case EXISTS ->
                !askForMatch(mechanism, dns.addresses(target, Ip.Family.V4), target)
                        .isEmpty();
        };
    }

    private boolean isIncluded(Mechanism mechanism, String target, String domain) {
        Outcome there = evaluateAt(target);
        return switch (there.result) {
            case PASS -> true;
            case FAIL, SOFTFAIL, NEUTRAL -> false;
            case NONE, TEMPERROR, PERMERROR ->
                throw new Ended(
                        there.result == SpfResult.TEMPERROR ? SpfResult.TEMPERROR : SpfResult.PERMERROR,
                        within(mechanism.text(), domain, there.reason));
        };
    }

    private static Text within(String term, String domain, Text reason) {
        Text where = Text.of("\"%s\" in the record of %s:", "\"%s\" im Eintrag von %s:", term, domain);
        return where.and(reason);
    }

    private boolean isMailHost(Mechanism mechanism, String target) {
        List<MailHost> hosts = askForMatch(mechanism, dns.mailHosts(target), target);
        if (hosts.size() > HOSTS) {
            throw new Ended(
                    SpfResult.PERMERROR,
                    Text.of(
                            "\"%s\": %s has more than 10 mail hosts",
                            "\"%s\": %s hat mehr als 10 Mailserver (MX)", mechanism.text(), target));
        }
        return hosts.stream()
                .map(MailHost::host)
                .filter(host -> !host.isEmpty())
                .flatMap(host -> ask(
                        dns.addresses(host, query.ip().family()), Text.of("addresses of %s", "Adressen von %s", host))
                        .records()
                        .stream())
                .anyMatch(found -> mechanism.covers(query.ip(), found));
    }

    /** The names of the host that lead back to its address (section 5.5). What DNS does not answer is left out. */
    private List<String> namesOfHost(boolean counted) {
        DnsAnswer<String> names = dns.namesOf(query.ip()).toCompletableFuture().join();
        if (counted && names.isAbsent()) {
            countVoid("ptr");
        }
        return names.records().stream()
                .limit(HOSTS)
                .filter(name -> dns.addresses(name, query.ip().family())
                        .toCompletableFuture()
                        .join()
                        .records()
                        .contains(query.ip()))
                .toList();
    }

    private <T> List<T> askForMatch(Mechanism mechanism, CompletionStage<DnsAnswer<T>> question, String target) {
        DnsAnswer<T> answer = ask(question, Text.same("\"" + mechanism.text() + "\": " + target));
        if (answer.isAbsent()) {
            countVoid(mechanism.text());
        }
        return answer.records();
    }

    private <T> DnsAnswer<T> ask(CompletionStage<DnsAnswer<T>> question, Text about) {
        if (clock.instant().isAfter(until)) {
            throw new Ended(
                    SpfResult.TEMPERROR,
                    Text.of("the evaluation took too long", "die Auswertung hat zu lange gedauert"));
        }
        DnsAnswer<T> answer = question.toCompletableFuture().join();
        if (answer.isUnanswered()) {
            throw new Ended(
                    SpfResult.TEMPERROR,
                    Text.of(
                            "DNS gives no answer (%s): %s",
                            "das DNS liefert keine Antwort (%s): %s", about, answer.reason()));
        }
        return answer;
    }

    private void countLookup(String term, String domain) {
        if (lookups == LOOKUPS) {
            throw new Ended(
                    SpfResult.PERMERROR,
                    Text.of(
                            "\"%s\" in the record of %s would be the 11th DNS look-up; 10 are allowed",
                            "\"%s\" im Eintrag von %s wäre die 11. DNS-Abfrage; erlaubt sind 10", term, domain));
        }
        lookups++;
    }

    private void countVoid(String term) {
        voidLookups++;
        if (voidLookups > VOID_LOOKUPS) {
            throw new Ended(
                    SpfResult.PERMERROR,
                    Text.of(
                            "\"%s\" is the third look-up to which DNS has nothing; 2 are allowed",
                            "\"%s\" ist die dritte Abfrage ohne Ergebnis im DNS; erlaubt sind 2", term));
        }
    }

    private String expand(DomainSpec spec, String domain) {
        return spec.expand(letter -> value(letter, domain));
    }

    private String value(char letter, String domain) {
        return switch (letter) {
            case 's' -> query.sender();
            case 'l' -> query.localPart();
            case 'o' -> query.domain();
            case 'd' -> domain;
            case 'i' -> query.ip().dotted();
            case 'p' -> validatedName(domain);
            case 'v' -> query.ip().isV4() ? "in-addr" : "ip6";
            case 'h' -> query.helo();
            case 'c' -> query.ip().toString();
            case 't' -> String.valueOf(clock.instant().getEpochSecond());
            // the receiver (r) is whoever will get the mail
            default -> "unknown";
        };
    }

    /** The domain itself before names below it before others (section 7.3). */
    private String validatedName(String domain) {
        List<String> names = namesOfHost(false);
        return names.stream()
                .filter(domain::equalsIgnoreCase)
                .findFirst()
                .or(() -> names.stream()
                        .filter(name -> SpfDomain.isWithin(name, domain))
                        .findFirst())
                .or(() -> names.stream().findFirst())
                .orElse("unknown");
    }

    /** What the domain says to the refused; nothing where its text is missing, double or wrong (section 6.2). */
    private String explanation(Outcome outcome) {
        if (outcome.exp.isEmpty()) {
            return "";
        }
        String name = expand(outcome.exp.get(), outcome.domain);
        List<String> texts = dns.texts(name).toCompletableFuture().join().records();
        if (texts.size() != 1) {
            return "";
        }
        try {
            return MacroString.parse(texts.get(0), MacroString.Place.EXPLANATION)
                    .expand(letter -> value(letter, outcome.domain));
        } catch (SpfSyntaxFault wrong) {
            return "";
        }
    }
}
