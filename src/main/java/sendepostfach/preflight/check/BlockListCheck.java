package sendepostfach.preflight.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Ip;

/**
 * Whether a DNS block list has an address (RFC 5782). A list must know its test entry and must not list everything; what it says
 * to those whom it does not answer is no listing.
 */
final class BlockListCheck {
    static final String BLOCK_LIST = "block-list";
    private static final Ip LISTED_FOR_TEST = Ip.parse("127.0.0.2").orElseThrow();
    private static final Ip NEVER_LISTED = Ip.parse("127.0.0.1").orElseThrow();
    private static final Ip LOOPBACK = Ip.parse("127.0.0.0").orElseThrow();
    /** What lists say to public resolvers and to those who ask too much. */
    private static final Ip REFUSALS = Ip.parse("127.255.255.0").orElseThrow();

    private final Lookups dns;
    private final String list;

    BlockListCheck(Lookups dns, String list) {
        this.dns = dns;
        this.list = list;
    }

    List<Finding> look(List<Ip> hosts) {
        Optional<Text> unusable = whyUnusable();
        if (unusable.isPresent()) {
            return List.of(Finding.skip(BLOCK_LIST, unusable.get(), Text.NONE));
        }
        var findings = new ArrayList<Finding>();
        for (Ip host : hosts) {
            DnsAnswer<Ip> answer = ask(host);
            Optional<Ip> entry =
                    answer.records().stream().filter(BlockListCheck::isListing).findFirst();
            if (answer.isUnanswered() || answer.isFound() && entry.isEmpty()) {
                findings.add(Finding.skip(BLOCK_LIST, saysNothing(answer), Text.NONE));
            }
            entry.ifPresent(found -> findings.add(HostCheck.listed(host, list, why(host, found))));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.pass(
                    BLOCK_LIST,
                    Text.of("%s lists none of the sending hosts.", "%s listet keinen der sendenden Server.", list)));
        }
        return findings;
    }

    private Optional<Text> whyUnusable() {
        DnsAnswer<Ip> test = ask(LISTED_FOR_TEST);
        if (test.records().stream().noneMatch(BlockListCheck::isListing)) {
            return Optional.of(saysNothing(test));
        }
        if (ask(NEVER_LISTED).records().stream().anyMatch(BlockListCheck::isListing)) {
            return Optional.of(Text.of(
                    "%s lists everything; it is out of use.", "%s listet alles und ist offenbar außer Betrieb.", list));
        }
        return Optional.empty();
    }

    private Text saysNothing(DnsAnswer<Ip> answer) {
        boolean refused = answer.records().stream().anyMatch(ip -> ip.isIn(REFUSALS, 24));
        if (refused) {
            return Text.of(
                    "%s does not answer this name server (%s); use one of your own.",
                    "%s antwortet diesem Nameserver nicht (%s); benutzen Sie einen eigenen Resolver.",
                    list,
                    answer.records().get(0));
        }
        return Text.of(
                "%s gives no answer (not even about its test entry); whether it lists a host is not known.",
                "%s gibt keine Antwort (auch nicht zum Testeintrag); ob ein Server gelistet ist, ist nicht bekannt.",
                list);
    }

    private static boolean isListing(Ip entry) {
        return entry.isIn(LOOPBACK, 8) && !entry.isIn(REFUSALS, 24);
    }

    private DnsAnswer<Ip> ask(Ip host) {
        return dns.addresses(host.reversed() + "." + list, Ip.Family.V4);
    }

    private String why(Ip host, Ip entry) {
        List<String> texts = dns.texts(host.reversed() + "." + list).records();
        return entry + (texts.isEmpty() ? "" : ", " + texts.get(0));
    }
}
