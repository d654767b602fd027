package sendepostfach.preflight.check;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.DnsRecords;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Finding.Reach;
import sendepostfach.preflight.Insistence;
import sendepostfach.preflight.Ip;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.MailboxProbe;
import sendepostfach.preflight.Sending;

/** Runs all checks side by side, and says of each finding who insists on it. */
public final class Preflight {
    private final Optional<? extends DnsRecords> records;
    private final MailboxProbe probe;
    private final PreflightSettings settings;
    private final Clock clock;
    private final Executor threads;
    private final Requirements requirements = Requirements.standard();
    private final MailRules rules = MailRules.standard();

    /**
     * @param records DNS; empty where no name server answers
     * @param probe looks at the mailbox
     * @param settings what to look at besides
     * @param clock tells the time
     * @param threads run the checks; one for each, or they wait for each other
     */
    public Preflight(
            Optional<? extends DnsRecords> records,
            MailboxProbe probe,
            PreflightSettings settings,
            Clock clock,
            Executor threads) {
        this.records = records;
        this.probe = probe;
        this.settings = settings;
        this.clock = clock;
        this.threads = threads;
    }

    /** Checks what is about to be sent. The practice server has nothing to check but the mail. */
    public PreflightReport check(Sending sending) {
        return check(sending, sending::audience);
    }

    /**
     * The same, where it takes time to find out who the mail is for: that is done beside the checks.
     *
     * @param whom finds out who it is for; goes before what the sending says
     */
    public PreflightReport check(Sending sending, Supplier<Audience> whom) {
        CompletableFuture<Audience> audience = start(whom);
        List<CompletableFuture<List<Finding>>> others = new ArrayList<>();
        others.add(start(() -> mail(sending)));
        others.add(audience.thenApply(Preflight::recipients));
        if (sending.mailbox().isSandbox()) {
            others.add(start(() -> DkimCheck.unusable(sending)));
            others.add(start(() -> List.of(Finding.skip(
                    "sandbox",
                    Text.of(
                            "The mailbox is the sandbox: nothing leaves this machine, so there is nothing to check in DNS.",
                            "Das Postfach ist die Sandbox: Nichts verlässt diesen Rechner, im DNS gibt es nichts zu prüfen."),
                    Text.NONE))));
            return report(join(others), audience.join(), Authentication.UNKNOWN);
        }
        others.add(start(() -> new MailboxCheck(probe, clock, sending).look()));
        if (records.isEmpty()) {
            others.add(start(() -> DkimCheck.unusable(sending)));
            others.add(start(() -> List.of(Finding.skip(
                    "dns",
                    Text.of(
                            "No name server answers: nothing is known of SPF, DKIM, DMARC and the sending hosts.",
                            "Kein Nameserver antwortet: SPF, DKIM, DMARC und die sendenden Server lassen sich nicht prüfen."),
                    Text.of("Name one with --dns HOST:PORT.", "Nennen Sie einen mit --dns HOST:PORT.")))));
            return report(join(others), audience.join(), Authentication.UNKNOWN);
        }
        return byDns(new Lookups(records.get()), sending, audience, others);
    }

    private PreflightReport byDns(
            Lookups dns,
            Sending sending,
            CompletableFuture<Audience> audience,
            List<CompletableFuture<List<Finding>>> others) {
        askAhead(dns.dns(), sending);
        var spf = start(() -> new SpfCheck(dns, clock, sending).look());
        var dkim = start(() -> new DkimCheck(dns, sending).look());
        sending.hosts().forEach(host -> others.add(start(() -> new HostCheck(dns, sending, host).look())));
        senderDomains(sending).forEach(domain -> others.add(start(() -> new SenderDomainCheck(dns, domain).look())));
        settings.blockLists()
                .forEach(list -> others.add(start(() -> new BlockListCheck(dns, list).look(hosts(dns, sending)))));
        var findings = new ArrayList<Finding>(spf.join().findings());
        findings.addAll(dkim.join().findings());
        var seen = new Authentication(
                spf.join().passes(), dkim.join().verified(), dkim.join().signers());
        findings.addAll(new DmarcCheck(dns, sending, audience.join()).look(seen));
        findings.addAll(join(others));
        return report(findings, audience.join(), seen);
    }

    /** Asks at once what the checks will want to know one after the other; the answers wait for them. */
    private static void askAhead(DnsRecords dns, Sending sending) {
        String from = sending.from().domain();
        dns.texts(sending.envelopeDomain());
        dns.mailHosts(sending.envelopeDomain());
        dns.texts("_dmarc." + from);
        dns.texts("_dmarc." + Domains.registered(from));
        dns.zone(Domains.registered(from));
        sending.dkim().forEach(key -> dns.texts(key.selector() + "._domainkey." + key.domain()));
    }

    private static List<Ip> hosts(Lookups dns, Sending sending) {
        return sending.hosts().stream()
                .flatMap(host -> dns.addresses(host).records().stream())
                .distinct()
                .toList();
    }

    private static Set<String> senderDomains(Sending sending) {
        Set<String> domains = new LinkedHashSet<>();
        domains.add(sending.from().domain());
        domains.add(sending.envelopeDomain());
        sending.replyTo().ifPresent(address -> domains.add(address.domain()));
        return domains;
    }

    private List<Finding> mail(Sending sending) {
        var findings = new ArrayList<Finding>();
        sending.mail().ifPresent(content -> {
            ReadMail mail = ReadMail.of(content.octets());
            findings.addAll(new HeaderCheck(mail).look());
            findings.addAll(new ContentCheck(mail, rules).look());
            findings.addAll(new LinkCheck(mail, rules).look());
        });
        return findings;
    }

    private static List<Finding> recipients(Audience audience) {
        int nowhere = audience.nowhere();
        if (nowhere == 0) {
            return List.of();
        }
        return List.of(Finding.warn(
                "recipients",
                Text.of(
                        "%s recipients have domains that do not exist or take no mail; an old list harms the sender.",
                        "%s Empfänger haben Domains, die es nicht gibt oder die keine Mail annehmen; eine veraltete Liste"
                                + " schadet dem Ruf des Absenders.",
                        nowhere),
                Text.of(
                        "They are not written to; remove them from the list.",
                        "Sie werden nicht angeschrieben; entfernen Sie sie aus der Liste.")));
    }

    private <T> CompletableFuture<T> start(Supplier<T> check) {
        return CompletableFuture.supplyAsync(check, threads);
    }

    private static List<Finding> join(List<CompletableFuture<List<Finding>>> checks) {
        return checks.stream().flatMap(check -> check.join().stream()).toList();
    }

    private PreflightReport report(List<Finding> findings, Audience audience, Authentication seen) {
        return new PreflightReport(findings.stream()
                .map(finding -> demanded(finding, audience, seen))
                .toList());
    }

    private Finding demanded(Finding finding, Audience audience, Authentication seen) {
        boolean wanting = finding.level() == Level.FAIL || finding.level() == Level.WARN;
        if (!wanting || finding.requirement().isEmpty()) {
            return finding;
        }
        List<Insistence> insists = requirements.on(finding.requirement().get(), audience, seen);
        boolean nobody =
                finding.reach() == Reach.ONLY_WHO_INSISTS && insists.stream().noneMatch(Insistence::must);
        return (nobody ? finding.atMostWarning() : finding).demandedBy(nobody ? Level.WARN : finding.level(), insists);
    }
}
