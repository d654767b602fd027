package sendepostfach.preflight.spf;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.Ip;

/**
 * A mechanism of a record (RFC 7208, section 5).
 *
 * @param qualifier what it says of the hosts that it matches
 * @param kind which hosts these are
 * @param domain the domain that it speaks of; where there is none: the one whose record it stands in
 * @param network the network of ip4 and ip6
 * @param prefix4 how many bits of an IPv4 address count
 * @param prefix6 how many bits of an IPv6 address count
 * @param text as it stands in the record
 */
public record Mechanism(
        Qualifier qualifier,
        Kind kind,
        Optional<DomainSpec> domain,
        Optional<Ip> network,
        int prefix4,
        int prefix6,
        String text) {
    private static final String LENGTH = "(0|[1-9]\\d{0,2})";
    private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9]*)(.*)", Pattern.DOTALL);
    private static final Pattern DUAL =
            Pattern.compile("(?::(.*?))?(?:/" + LENGTH + ")?(?://" + LENGTH + ")?", Pattern.DOTALL);
    private static final Pattern NETWORK = Pattern.compile(":([^/]*)(?:/" + LENGTH + ")?", Pattern.DOTALL);

    /** The mechanisms. */
    public enum Kind {
        ALL(false),
        INCLUDE(true),
        A(true),
        MX(true),
        PTR(true),
        IP4(false),
        IP6(false),
        EXISTS(true);

        private final boolean asksDns;

        Kind(boolean asksDns) {
            this.asksDns = asksDns;
        }

        /** Whether it counts towards the limit of look-ups (section 4.6.4). */
        public boolean asksDns() {
            return asksDns;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Mechanism parse(String term) {
        Qualifier qualifier = Qualifier.atStartOf(term);
        String rest = qualifier.isWrittenIn(term) ? term.substring(1) : term;
        Matcher form = FORM.matcher(rest);
        if (!form.matches()) {
            throw unknown(term);
        }
        Kind kind = kind(form.group(1), term);
        try {
            return parse(qualifier, kind, form.group(2), term);
        } catch (SpfSyntaxFault fault) {
            throw fault.in(term);
        }
    }

    private static Kind kind(String name, String term) {
        for (Kind each : Kind.values()) {
            if (each.name().equalsIgnoreCase(name)) {
                return each;
            }
        }
        throw unknown(term);
    }

    private static SpfSyntaxFault unknown(String term) {
        return new SpfSyntaxFault(Text.of("\"%s\" is no term of SPF", "\"%s\" ist kein Ausdruck, den SPF kennt", term));
    }

    private static Mechanism parse(Qualifier qualifier, Kind kind, String rest, String term) {
        return switch (kind) {
            case ALL -> {
                if (!rest.isEmpty()) {
                    throw new SpfSyntaxFault(Text.of("nothing may follow \"all\"", "nach \"all\" darf nichts folgen"));
                }
                yield new Mechanism(qualifier, kind, Optional.empty(), Optional.empty(), 32, 128, term);
            }
            case A, MX -> dual(qualifier, kind, rest, term);
            case PTR ->
                new Mechanism(
                        qualifier,
                        kind,
                        rest.isEmpty() ? Optional.empty() : Optional.of(domain(rest)),
                        Optional.empty(),
                        32,
                        128,
                        term);
            case INCLUDE, EXISTS ->
                new Mechanism(qualifier, kind, Optional.of(domain(rest)), Optional.empty(), 32, 128, term);
            case IP4 -> network(qualifier, kind, rest, term, Ip.Family.V4);
            case IP6 -> network(qualifier, kind, rest, term, Ip.Family.V6);
        };
    }

    private static DomainSpec domain(String rest) {
        if (!rest.startsWith(":")) {
            throw new SpfSyntaxFault(
                    Text.of("a colon and a domain must follow", "es müssen ein Doppelpunkt und eine Domain folgen"));
        }
        return DomainSpec.parse(rest.substring(1));
    }

    private static Mechanism dual(Qualifier qualifier, Kind kind, String rest, String term) {
        Matcher dual = DUAL.matcher(rest);
        if (!dual.matches()) {
            throw new SpfSyntaxFault(Text.of(
                    "only :DOMAIN, /LENGTH and //LENGTH may follow",
                    "es dürfen nur :DOMAIN, /LÄNGE und //LÄNGE folgen"));
        }
        return new Mechanism(
                qualifier,
                kind,
                Optional.ofNullable(dual.group(1)).map(DomainSpec::parse),
                Optional.empty(),
                length(dual.group(2), Ip.Family.V4),
                length(dual.group(3), Ip.Family.V6),
                term);
    }

    private static Mechanism network(Qualifier qualifier, Kind kind, String rest, String term, Ip.Family family) {
        Matcher form = NETWORK.matcher(rest);
        Optional<Ip> address = form.matches() ? Ip.parse(form.group(1)) : Optional.empty();
        if (address.filter(found -> found.family() == family).isEmpty()) {
            throw new SpfSyntaxFault(Text.of(
                    "no %s address or network",
                    "keine %1$s-Adresse und kein %1$s-Netz", family == Ip.Family.V4 ? "IPv4" : "IPv6"));
        }
        int length = length(form.group(2), family);
        return new Mechanism(
                qualifier,
                kind,
                Optional.empty(),
                address,
                family == Ip.Family.V4 ? length : 32,
                family == Ip.Family.V6 ? length : 128,
                term);
    }

    private static int length(@org.jspecify.annotations.Nullable String digits, Ip.Family family) {
        int length = digits == null ? family.bits() : Integer.parseInt(digits);
        if (length > family.bits()) {
            throw new SpfSyntaxFault(Text.of(
                    "a prefix has at most %s bits, not %s",
                    "ein Präfix hat höchstens %s Bit, nicht %s", family.bits(), length));
        }
        return length;
    }

    /** Whether an address that was found lets the host match. */
    boolean covers(Ip host, Ip found) {
        return host.isIn(found, host.isV4() ? prefix4 : prefix6);
    }
}
