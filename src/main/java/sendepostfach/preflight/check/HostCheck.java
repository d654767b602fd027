package sendepostfach.preflight.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.DnsAnswer;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Finding.Reach;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.Requirement;
import sendepostfach.preflight.Sending;

/** Whether a sending host is what receivers expect of a mail server: addresses, and a name of its own that leads back. */
final class HostCheck {
    static final String HOST = "sending-host";
    static final String PTR = "ptr";
    static final String OWN_NAME = "ptr-name";
    static final String HELO = "helo";

    private final Lookups dns;
    private final Sending sending;
    private final String host;

    HostCheck(Lookups dns, Sending sending, String host) {
        this.dns = dns;
        this.sending = sending;
        this.host = host;
    }

    List<Finding> look() {
        DnsAnswer<Ip> addresses = dns.addresses(host);
        var findings = new ArrayList<Finding>();
        switch (addresses.kind()) {
            case UNANSWERED -> findings.add(Lookups.unanswered(HOST, host, addresses));
            case NO_DATA, NO_SUCH_NAME ->
                findings.add(Finding.fail(
                        HOST,
                        Text.of(
                                "The sending host %s has no address in DNS.",
                                "Der sendende Server %s hat keine Adresse im DNS.", host),
                        Text.of(
                                "Let its operator publish A or AAAA, or correct sending-hosts: in the mailbox file.",
                                "Der Betreiber muss einen A- oder AAAA-Eintrag veröffentlichen, oder berichtigen Sie"
                                        + " sending-hosts: in der Postfach-Datei.")));
            case FOUND -> {
                findings.add(Finding.pass(
                        HOST,
                        Text.of(
                                "%s has the addresses %s.",
                                "%s hat die Adressen %s.",
                                host,
                                String.join(
                                        ", ",
                                        addresses.records().stream()
                                                .map(Ip::toString)
                                                .toList()))));
                addresses.records().forEach(ip -> findings.addAll(look(ip)));
            }
        }
        return sending.hostsAreGuessed()
                ? findings.stream().map(Finding::atMostWarning).toList()
                : findings;
    }

    private List<Finding> look(Ip ip) {
        DnsAnswer<String> names = dns.namesOf(ip);
        if (names.isUnanswered()) {
            return List.of(Lookups.unanswered(PTR, ip.reverseName(), names));
        }
        if (names.isAbsent()) {
            return List.of(Finding.fail(
                            PTR,
                            Text.of("%s (%s) has no name (PTR).", "%s (%s) hat keinen PTR-Eintrag.", ip, host),
                            setPtr(ip))
                    .about(Requirement.PTR));
        }
        List<String> leadingBack = new ArrayList<>();
        Optional<Finding> silent = Optional.empty();
        for (String name :
                names.records().subList(0, Math.min(10, names.records().size()))) {
            DnsAnswer<Ip> back = dns.addresses(name, ip.family());
            if (back.records().contains(ip)) {
                leadingBack.add(name);
            } else if (back.isUnanswered()) {
                silent = Optional.of(Lookups.unanswered(PTR, name, back));
            }
        }
        if (leadingBack.isEmpty()) {
            return List.of(silent.orElseGet(() -> Finding.fail(
                            PTR,
                            Text.of(
                                    "The name of %s is %s, which does not lead back to it.",
                                    "Der PTR-Eintrag von %s lautet %s, aber dieser Name führt nicht zur Adresse zurück.",
                                    ip,
                                    names.records().get(0)),
                            setPtr(ip))
                    .about(Requirement.PTR)));
        }
        return named(ip, leadingBack);
    }

    private Text setPtr(Ip ip) {
        return Text.of(
                "Let the operator of %1$s set its PTR to %2$s: %3$s. PTR %2$s.",
                "Der Betreiber von %1$s muss den PTR-Eintrag auf %2$s setzen: %3$s. PTR %2$s.",
                ip,
                host,
                ip.reverseName());
    }

    private List<Finding> named(Ip ip, List<String> names) {
        var findings = new ArrayList<Finding>();
        findings.add(Finding.pass(
                PTR,
                Text.of(
                        "The name of %s is %s and leads back to it.",
                        "Der PTR-Eintrag von %s lautet %s und führt zur Adresse zurück.", ip, names.get(0))));
        Optional<GenericName.Kind> generic = names.stream()
                .flatMap(name -> GenericName.of(name, ip).stream())
                .findFirst();
        generic.ifPresent(kind -> findings.add(Finding.fail(
                        OWN_NAME,
                        switch (kind) {
                            case ADDRESS ->
                                Text.of(
                                        "%s is named %s: a name made from the address, as of a machine that is no mail server.",
                                        "%s heißt %s: ein generischer, aus der Adresse gebildeter Name, wie ihn Rechner haben,"
                                                + " die kein Mailserver sind.",
                                        ip,
                                        names.get(0));
                            case DYNAMIC ->
                                Text.of(
                                        "%s is named %s: a name of lines whose address changes.",
                                        "%s heißt %s: ein Name, wie ihn Anschlüsse mit dynamischer Adresse haben.",
                                        ip,
                                        names.get(0));
                        },
                        setPtr(ip))
                .about(Requirement.OWN_NAME)));
        boolean literal = Ip.parse(host).isPresent();
        if (generic.isEmpty() && !literal && !names.contains(host.toLowerCase(Locale.ROOT))) {
            findings.add(Finding.warn(
                    HELO,
                    Text.of(
                            "The host %s is named %s by its address; it should greet (HELO) with that name.",
                            "Der PTR-Eintrag des Servers %s lautet %s; er sollte sich mit diesem Namen melden (HELO).",
                            host,
                            names.get(0)),
                    Text.of(
                            "Let the operator use one name for A, PTR and HELO.",
                            "Der Betreiber sollte für A, PTR und HELO denselben Namen benutzen.")));
        }
        return findings;
    }

    /** Everybody refuses a listed host. */
    static Finding listed(Ip ip, String list, String why) {
        return Finding.fail(
                        BlockListCheck.BLOCK_LIST,
                        Text.of("%s is listed by %s: %s.", "%s steht auf %s: %s.", ip, list, why),
                        Text.of(
                                "Let the operator find the cause and ask %s to remove it.",
                                "Der Betreiber muss die Ursache finden und bei %s die Löschung beantragen.", list))
                .reaching(Reach.EVERYBODY);
    }
}
