package sendepostfach.preflight.spf;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.DnsRecords;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.MailHost;

/**
 * Writes the record that a domain should publish: what it has, merged into one and put right, with the missing hosts added, and
 * with no more than 10 look-ups. What it proposes has been evaluated as if it were published.
 */
public final class SpfRemedy {
    private static final int HOSTS = 10;
    /** Of the networks of an operator. */
    private static final int FEW = 3;

    private final DnsRecords dns;
    private final Clock clock;
    private final String domain;
    private final List<Ip> hosts;
    private final Optional<String> provider;

    /**
     * @param domain the domain whose record it is
     * @param hosts the addresses that have to pass
     * @param provider the domain whose record has the addresses of the hosts' operator, to be brought in where that is enough
     */
    public SpfRemedy(DnsRecords dns, Clock clock, String domain, List<Ip> hosts, Optional<String> provider) {
        this.dns = dns;
        this.clock = clock;
        this.domain = domain;
        this.hosts = List.copyOf(hosts);
        this.provider = provider;
    }

    /** The record to publish, given those that there are. */
    public String record(List<String> present) {
        SpfTerms terms = SpfTerms.of(present);
        if (present.isEmpty() && isMailHosts(domain)) {
            terms.mechanisms.add("mx");
        }
        terms.mechanisms.removeIf(term -> isOfKind(term, Mechanism.Kind.PTR) || breaks(term));
        if (terms.redirect().filter(this::hasNoRecord).isPresent()) {
            terms.dropRedirect();
        }
        flatten(terms);
        return passing(terms).orElseGet(() -> {
            terms.mechanisms.removeIf(this::findsNothing);
            return passing(terms).orElseGet(() -> withHostsFirst(terms));
        });
    }

    /** With the operator's record or the missing hosts after the others, if all pass then. */
    private Optional<String> passing(SpfTerms terms) {
        Optional<String> included = provider.flatMap(operator -> passing(terms, List.of("include:" + operator)));
        boolean needed = hosts.stream().anyMatch(host -> !passes(terms.withAdded(List.of(), false), host));
        if (needed && included.isPresent()) {
            return included;
        }
        List<String> missing = hosts.stream()
                .filter(host -> !passes(terms.withAdded(List.of(), false), host))
                .map(SpfRemedy::term)
                .toList();
        return passing(terms, missing);
    }

    private Optional<String> passing(SpfTerms terms, List<String> added) {
        String record = terms.withAdded(added, false);
        boolean cheap = added.stream().noneMatch(term -> isOfKind(term, Mechanism.Kind.INCLUDE))
                || SpfCost.of(SpfRecord.parse(record), dns) <= CheckHost.LOOKUPS;
        return cheap && hosts.stream().allMatch(host -> passes(record, host)) ? Optional.of(record) : Optional.empty();
    }

    private String withHostsFirst(SpfTerms terms) {
        List<String> all = hosts.stream().map(SpfRemedy::term).toList();
        terms.mechanisms.removeAll(all);
        return terms.withAdded(all, true);
    }

    private static String term(Ip host) {
        return (host.isV4() ? "ip4:" : "ip6:") + host;
    }

    private boolean passes(String record, Ip host) {
        var query = new SpfQuery(host, "postmaster", domain, domain);
        SpfAnswer answer = new SpfEvaluator(new Republished(dns, domain, record), clock).check(query);
        return answer.result() == SpfResult.PASS;
    }

    private boolean isMailHosts(String name) {
        DnsAnswer<MailHost> found = dns.mailHosts(name).toCompletableFuture().join();
        return found.isFound()
                && found.records().size() <= HOSTS
                && found.records().stream().noneMatch(host -> host.host().isEmpty());
    }

    /** Whether a term makes the whole record fail: it brings in a domain that has no record, or has too many hosts. */
    private boolean breaks(String term) {
        Mechanism mechanism = parse(term);
        String name = mechanism.domain().map(DomainSpec::toString).orElse(domain);
        if (name.indexOf('%') >= 0) {
            return false;
        }
        return switch (mechanism.kind()) {
            case INCLUDE -> name.equalsIgnoreCase(domain) || hasNoRecord(name);
            case MX ->
                dns.mailHosts(name).toCompletableFuture().join().records().size() > HOSTS;
            case ALL, A, IP4, IP6, EXISTS, PTR -> false;
        };
    }

    /** Whether a term only uses up look-ups: DNS has nothing under its name. */
    private boolean findsNothing(String term) {
        Mechanism mechanism = parse(term);
        String name = mechanism.domain().map(DomainSpec::toString).orElse(domain);
        if (name.indexOf('%') >= 0) {
            return false;
        }
        return switch (mechanism.kind()) {
            case A, EXISTS -> hasNone(name, Ip.Family.V4) && hasNone(name, Ip.Family.V6);
            case MX -> dns.mailHosts(name).toCompletableFuture().join().isAbsent();
            case ALL, INCLUDE, IP4, IP6, PTR -> false;
        };
    }

    private boolean hasNone(String name, Ip.Family family) {
        return dns.addresses(name, family).toCompletableFuture().join().isAbsent();
    }

    /** Whether it is certain that the domain has no single, readable record. */
    private boolean hasNoRecord(String name) {
        return !dns.texts(name).toCompletableFuture().join().isUnanswered()
                && SpfCost.find(name, dns).isEmpty();
    }

    /** Writes out names as their addresses until the look-ups are within the limit: own hosts first, small includes next. */
    private void flatten(SpfTerms terms) {
        for (String term : flattenable(terms)) {
            if (cost(terms) <= CheckHost.LOOKUPS) {
                return;
            }
            networks(term).ifPresent(written -> {
                int at = terms.mechanisms.indexOf(term);
                terms.mechanisms.remove(at);
                List<String> fresh = written.stream()
                        .filter(each -> !terms.mechanisms.contains(each))
                        .toList();
                terms.mechanisms.addAll(at, fresh);
            });
        }
    }

    private int cost(SpfTerms terms) {
        return SpfCost.of(SpfRecord.parse(terms.withAdded(List.of(), false)), dns);
    }

    private List<String> flattenable(SpfTerms terms) {
        var own = new ArrayList<String>();
        var included = new ArrayList<String>();
        for (String term : terms.mechanisms) {
            Mechanism mechanism = parse(term);
            if (mechanism.qualifier() == Qualifier.PASS) {
                switch (mechanism.kind()) {
                    case A, MX -> own.add(term);
                    case INCLUDE -> included.add(term);
                    case ALL, IP4, IP6, EXISTS, PTR -> {}
                }
            }
        }
        included.sort(
                Comparator.comparingInt(term -> networks(term).map(Set::size).orElse(Integer.MAX_VALUE)));
        own.addAll(included);
        return own;
    }

    /** Some addresses that another domain's record lets pass, one of each of its first networks; none where it cannot be told. */
    public static List<Ip> addressesOf(String operator, DnsRecords dns, Clock clock) {
        var remedy = new SpfRemedy(dns, clock, operator, List.of(), Optional.empty());
        return remedy.networks("include:" + operator).stream()
                .flatMap(Set::stream)
                .map(term -> parse(term).network())
                .flatMap(Optional::stream)
                .limit(FEW)
                .toList();
    }

    /** The networks that a term stands for now; empty where they cannot be written out. */
    private Optional<Set<String>> networks(String term) {
        Set<String> found = new LinkedHashSet<>();
        return collect(parse(term), domain, found, 0) ? Optional.of(found) : Optional.empty();
    }

    private boolean collect(Mechanism mechanism, String at, Set<String> found, int depth) {
        String name = mechanism.domain().map(DomainSpec::toString).orElse(at);
        if (name.indexOf('%') >= 0 || depth > HOSTS) {
            return false;
        }
        return switch (mechanism.kind()) {
            case IP4, IP6 -> found.add(bare(mechanism.text())) || true;
            case A -> collectAddresses(mechanism, name, found);
            case MX -> {
                DnsAnswer<MailHost> mx =
                        dns.mailHosts(name).toCompletableFuture().join();
                yield !mx.isUnanswered()
                        && mx.records().stream().allMatch(host -> collectAddresses(mechanism, host.host(), found));
            }
            case INCLUDE -> collectRecord(name, found, depth);
            case ALL, EXISTS, PTR -> false;
        };
    }

    private boolean collectRecord(String name, Set<String> found, int depth) {
        Optional<SpfRecord> record = SpfCost.find(name, dns);
        if (record.isEmpty()) {
            return false;
        }
        for (Mechanism mechanism : record.get().mechanisms()) {
            if (mechanism.kind() == Mechanism.Kind.ALL) {
                return mechanism.qualifier() != Qualifier.PASS;
            }
            if (mechanism.qualifier() != Qualifier.PASS || !collect(mechanism, name, found, depth + 1)) {
                return false;
            }
        }
        Optional<DomainSpec> redirect = record.get().redirect();
        return redirect.isEmpty()
                || !redirect.get().hasMacros() && collectRecord(redirect.get().toString(), found, depth + 1);
    }

    private boolean collectAddresses(Mechanism mechanism, String name, Set<String> found) {
        for (Ip.Family family : Ip.Family.values()) {
            DnsAnswer<Ip> answer =
                    dns.addresses(name, family).toCompletableFuture().join();
            if (answer.isUnanswered()) {
                return false;
            }
            int prefix = family == Ip.Family.V4 ? mechanism.prefix4() : mechanism.prefix6();
            answer.records().forEach(ip -> found.add(term(ip) + (prefix == family.bits() ? "" : "/" + prefix)));
        }
        return true;
    }

    private static String bare(String term) {
        return term.startsWith("+") ? term.substring(1) : term;
    }

    private static boolean isOfKind(String term, Mechanism.Kind kind) {
        return parse(term).kind() == kind;
    }

    private static Mechanism parse(String term) {
        return SpfRecord.parse(SpfRecord.VERSION + " " + term).mechanisms().get(0);
    }
}
