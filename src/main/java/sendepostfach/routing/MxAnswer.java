package sendepostfach.routing;

import java.util.Comparator;
import java.util.List;

/** What DNS says about the mail hosts of one domain. */
public sealed interface MxAnswer {

    /**
     * A mail exchanger.
     *
     * @param preference the lower, the sooner it is tried (RFC 5321, section 5.1)
     * @param host its name in lower case, without a dot at the end
     */
    record Exchanger(int preference, String host) {}

    /** The domain has mail exchangers; at least one, by preference and then by name. */
    record Hosts(List<Exchanger> exchangers) implements MxAnswer {
        private static final Comparator<Exchanger> ORDER =
                Comparator.comparingInt(Exchanger::preference).thenComparing(Exchanger::host);

        public Hosts {
            if (exchangers.isEmpty()) {
                throw new IllegalArgumentException("an answer with hosts needs at least one");
            }
            exchangers = exchangers.stream().sorted(ORDER).toList();
        }

        /** The hosts that mail goes to as long as they work: those with the lowest preference. */
        public List<String> first() {
            int lowest = exchangers.get(0).preference();
            return exchangers.stream()
                    .filter(exchanger -> exchanger.preference() == lowest)
                    .map(Exchanger::host)
                    .toList();
        }
    }

    /** There is no MX, but an address: the domain itself is its mail host (RFC 5321, section 5.1). */
    record AddressOnly() implements MxAnswer {}

    /** The domain says that it takes no mail (RFC 7505). */
    record NullMx() implements MxAnswer {}

    /** The domain does not exist (NXDOMAIN). */
    record NoSuchDomain() implements MxAnswer {}

    /** The domain exists and has neither an MX nor an address. */
    record NoMailHost() implements MxAnswer {}

    /**
     * Nothing is known: no answer in time, or one that the name server itself calls a failure (SERVFAIL, REFUSED). Never to be
     * taken for a domain that does not exist.
     *
     * @param reason what went wrong, for people
     */
    record NoAnswer(String reason) implements MxAnswer {}
}
