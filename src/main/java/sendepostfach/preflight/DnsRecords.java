package sendepostfach.preflight;

import java.util.concurrent.CompletionStage;

/**
 * Asks DNS for records. May be asked for many names at once, and from several threads; a name is asked for once, however often
 * it is wanted. Every answer comes in finite time, and what goes wrong is an answer too ({@link DnsAnswer.Kind#UNANSWERED}). A
 * name that DNS cannot hold (an empty or too long label) is one that does not exist. Aliases (CNAME) are followed.
 */
public interface DnsRecords {
    /** TXT records, each with its strings put together (RFC 7208, section 3.3); octets as ISO 8859-1 characters. */
    CompletionStage<DnsAnswer<String>> texts(String name);

    /** Addresses: A for IPv4, AAAA for IPv6. */
    CompletionStage<DnsAnswer<Ip>> addresses(String name, Ip.Family family);

    /** MX records. */
    CompletionStage<DnsAnswer<MailHost>> mailHosts(String name);

    /** PTR records: the names of an address, without a dot at the end. */
    CompletionStage<DnsAnswer<String>> namesOf(Ip address);

    /** The primary name server of the zone that begins at this name (SOA). */
    CompletionStage<DnsAnswer<String>> zone(String name);
}
