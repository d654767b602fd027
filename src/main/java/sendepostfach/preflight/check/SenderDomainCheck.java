package sendepostfach.preflight.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Finding.Reach;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.MailHost;

/** Whether a domain that the mail comes from exists and takes mail: answers, returned mail, and complaints to its postmaster. */
final class SenderDomainCheck {
    static final String DOMAIN = "sender-domain";
    static final String MX = "sender-mx";
    static final String SOA = "sender-zone";

    private final Lookups dns;
    private final String domain;

    SenderDomainCheck(Lookups dns, String domain) {
        this.dns = dns;
        this.domain = domain;
    }

    List<Finding> look() {
        DnsAnswer<MailHost> mx = dns.mailHosts(domain);
        if (mx.isUnanswered()) {
            return List.of(Lookups.unanswered(MX, domain, mx));
        }
        if (mx.kind() == DnsAnswer.Kind.NO_SUCH_NAME) {
            return List.of(Finding.fail(
                            DOMAIN,
                            Text.of("The domain %s does not exist.", "Die Domain %s existiert nicht.", domain),
                            Text.of(
                                    "Correct the sender's address, or register the domain.",
                                    "Berichtigen Sie die Absenderadresse, oder registrieren Sie die Domain."))
                    .reaching(Reach.EVERYBODY));
        }
        var findings = new ArrayList<Finding>();
        findings.add(Finding.pass(DOMAIN, Text.of("%s exists.", "Die Domain %s existiert.", domain)));
        findings.add(mx.isFound() ? byMx(mx.records()) : byAddress());
        findings.add(zone());
        return findings;
    }

    private Finding byMx(List<MailHost> hosts) {
        if (hosts.stream().allMatch(host -> host.host().isEmpty())) {
            return Finding.fail(
                            MX,
                            Text.of(
                                    "%s says that it takes no mail (null MX, RFC 7505); receivers refuse mail from it.",
                                    "%s nimmt laut DNS keine Mail an (Null-MX, RFC 7505); empfangende Server lehnen Mail"
                                            + " von ihr ab.",
                                    domain),
                            newMx())
                    .reaching(Reach.EVERYBODY);
        }
        Optional<Finding> unknown = Optional.empty();
        for (MailHost each : hosts) {
            DnsAnswer<Ip> addresses = each.host().isEmpty() ? DnsAnswer.noSuchName() : dns.addresses(each.host());
            if (addresses.isFound()) {
                return Finding.pass(
                        MX,
                        Text.of(
                                "Mail to %s (answers, returns, postmaster) goes to %s.",
                                "Mail an %s (Antworten, Rückläufer, postmaster) geht an %s.", domain, each.host()));
            }
            if (addresses.isUnanswered()) {
                unknown = Optional.of(Lookups.unanswered(MX, each.host(), addresses));
            }
        }
        return unknown.orElseGet(() -> Finding.fail(
                MX,
                Text.of(
                        "No MX of %s has an address: %s.",
                        "Kein MX von %s hat eine Adresse: %s.",
                        domain,
                        String.join(", ", hosts.stream().map(MailHost::host).toList())),
                newMx()));
    }

    private Text newMx() {
        return Text.of(
                "Publish an MX of %1$s that leads to a server which takes mail for it, also for postmaster@%1$s.",
                "Veröffentlichen Sie einen MX von %1$s, der zu einem Server führt, der ihre Mail annimmt, auch für"
                        + " postmaster@%1$s.",
                domain);
    }

    private Finding byAddress() {
        DnsAnswer<Ip> addresses = dns.addresses(domain);
        return switch (addresses.kind()) {
            case UNANSWERED -> Lookups.unanswered(MX, domain, addresses);
            case FOUND ->
                Finding.warn(
                        MX,
                        Text.of(
                                "%s has no MX; returned mail goes to its address %s, if a mail server is there.",
                                "%s hat keinen MX; Rückläufer gehen an ihre Adresse %s, falls dort ein Mailserver ist.",
                                domain,
                                addresses.records().get(0)),
                        newMx());
            case NO_DATA, NO_SUCH_NAME ->
                Finding.fail(
                                MX,
                                Text.of(
                                        "%s has neither MX nor address: it can take no mail, and receivers refuse mail from it.",
                                        "%s hat weder MX noch Adresse: Sie kann keine Mail annehmen, und empfangende Server"
                                                + " lehnen Mail von ihr ab.",
                                        domain),
                                newMx())
                        .reaching(Reach.EVERYBODY);
        };
    }

    private Finding zone() {
        String registered = Domains.registered(domain);
        DnsAnswer<String> soa = dns.zone(registered);
        if (soa.isUnanswered()) {
            return Lookups.unanswered(SOA, registered, soa);
        }
        return soa.isFound()
                ? Finding.pass(
                        SOA,
                        Text.of("%s is a zone of its own (SOA).", "%s ist eine eigene DNS-Zone (SOA).", registered))
                : Finding.warn(
                        SOA,
                        Text.of(
                                "%s has no SOA record; some receivers distrust such domains.",
                                "%s hat keinen SOA-Eintrag; manche empfangenden Server misstrauen solchen Domains.",
                                registered),
                        Text.of(
                                "Let the operator of its name servers put the zone right.",
                                "Der Betreiber der Nameserver muss die Zone berichtigen."));
    }
}
