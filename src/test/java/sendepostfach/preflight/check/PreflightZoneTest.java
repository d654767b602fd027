package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.PracticeNameServer;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.GermanWords;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.MailboxProbe;
import sendepostfach.preflight.Sending;

/** A zone of sender domains, each wrong in one way and some right: each fault is found, and nothing else. */
class PreflightZoneTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
    private static final DnsSettings QUICK =
            new DnsSettings(Duration.ofMillis(400), 1, 64, Duration.ofHours(1), Duration.ofHours(1), 1000);
    private static final Audience LIST = new Audience(
            Map.of("google", 31_000, "gmx-webde", 36_000, "outlook", 13_000, "kleingarten.example", 20_000), 0);
    private static final Pattern RECORD = Pattern.compile("v=spf1.*$");
    private static final MailboxProbe GOOD = (mailbox, senders) -> new MailboxProbe.Seen(
            Optional.empty(),
            true,
            Optional.of(Instant.parse("2027-06-01T00:00:00Z")),
            Set.of("SIZE", "DSN"),
            OptionalLong.of(20_000_000),
            senders.stream()
                    .map(sender -> Reply.parse(Phase.MAIL, "250 2.1.0 Ok"))
                    .toList());

    @TempDir
    static Path directory;

    private static Keys key;
    private static Keys other;
    private static ExecutorService threads;
    private static PracticeNameServer server;
    private static int numbers;

    @BeforeAll
    static void begin() {
        key = Keys.rsa(directory, 2048);
        other = Keys.rsa(directory, 2048);
        threads = Executors.newCachedThreadPool();
        server = new PracticeNameServer().deniesOtherNames();
        third();
    }

    @AfterAll
    static void end() {
        threads.shutdownNow();
        server.close();
    }

    /** What others publish, whom the senders refer to. */
    private static void third() {
        server.has(
                "three.example",
                300,
                Type.TXT,
                SenderZone.quoted("v=spf1 a:h1.three.example a:h2.three.example a:h3.three.example -all"));
        server.has("h1.three.example", 300, Type.A, "203.0.113.31");
        server.has("h2.three.example", 300, Type.A, "203.0.113.32");
        server.has("h3.three.example", 300, Type.A, "203.0.113.33");
        server.has("broken.example", 300, Type.TXT, SenderZone.quoted("v=spf1 ip4:203.0.113 -all"));
        server.has("other.example", 300, Type.TXT, SenderZone.quoted("v=spf1 ip4:203.0.113.50 -all"));
        server.has("other.example", 300, Type.MX, "10 h1.three.example.");
        server.has("other.example", 300, Type.SOA, "ns.other.example. root.other.example. 1 3600 600 86400 300");
        server.has("host.provider.example", 300, Type.A, "203.0.113.70");
    }

    /** A domain, what is wrong with it, and which checks say so. */
    private record Case(String what, SenderZone zone, Optional<Keys> signs, String from, Map<String, Level> expected) {}

    private static Case wrong(String what, Consumer<SenderZone> fault, Object... expected) {
        return wrong(what, Optional.of(key), fault, expected);
    }

    private static Case wrong(String what, Optional<Keys> signs, Consumer<SenderZone> fault, Object... expected) {
        var zone = new SenderZone(++numbers, key.published());
        fault.accept(zone);
        Map<String, Level> checks = new java.util.TreeMap<>();
        for (int i = 0; i < expected.length; i += 2) {
            checks.put((String) expected[i], (Level) expected[i + 1]);
        }
        return new Case(what, zone, signs, "news@" + zone.domain, checks);
    }

    private static List<Case> cases() {
        var cases = new ArrayList<Case>();
        // right ones
        cases.add(wrong("all is well", zone -> {}));
        cases.add(wrong(
                "all is well, by include", zone -> zone.texts("_spf." + zone.domain, "v=spf1 ip4:" + zone.ip + " -all")
                        .spf("v=spf1 include:_spf." + zone.domain + " ~all")));
        cases.add(wrong(
                "all is well, by redirect", zone -> zone.texts("_spf." + zone.domain, "v=spf1 a:" + zone.host + " -all")
                        .spf("v=spf1 redirect=_spf." + zone.domain)));
        cases.add(wrong("all is well, by exists with a macro", zone -> zone.set(
                        zone.ip + ".ok." + zone.domain, Type.A, "127.0.0.2")
                .spf("v=spf1 exists:%{i}.ok.%{d} -all")));
        cases.add(wrong(
                "other TXT records beside SPF",
                zone -> zone.spf("hello=world", "v=spf1 ip4:" + zone.ip + " -all", "MS=ms123")));
        cases.add(wrong("p=none with reports to a consenting other", zone -> zone.dmarc(
                        "v=DMARC1; p=none; rua=mailto:x@other.example!10m")
                .texts(zone.domain + "._report._dmarc.other.example", "v=DMARC1")));
        cases.add(wrong(
                "the key record in several tags and spaces",
                zone -> zone.dkim("v=DKIM1;k=rsa; h=sha256:sha1; s=email; n=x; p= " + key.published() + " ;")));
        cases.add(wrong(
                "a second key record elsewhere", zone -> zone.texts("s2._domainkey." + zone.domain, "v=DKIM1; p=")));
        // SPF
        cases.add(wrong("no SPF record", zone -> zone.without(zone.domain, Type.TXT), "spf", Level.FAIL));
        cases.add(
                wrong("the host is not in the record (-all)", zone -> zone.spf("v=spf1 a mx -all"), "spf", Level.FAIL));
        cases.add(wrong("the host is not in the record (~all)", zone -> zone.spf("v=spf1 mx ~all"), "spf", Level.FAIL));
        cases.add(wrong("the host is not in the record (?all)", zone -> zone.spf("v=spf1 mx ?all"), "spf", Level.FAIL));
        cases.add(wrong("no end, and not in it", zone -> zone.spf("v=spf1 mx"), "spf", Level.FAIL));
        cases.add(wrong(
                "two SPF records",
                zone -> zone.spf("v=spf1 mx -all", "v=spf1 ip4:" + zone.ip + " ~all"),
                "spf",
                Level.FAIL));
        cases.add(wrong(
                "two SPF records, one with redirect",
                zone -> zone.spf("v=spf1 redirect=other.example", "v=spf1 mx -all"),
                "spf",
                Level.FAIL));
        cases.add(wrong(
                "an address with a: instead of ip4:",
                zone -> zone.spf("v=spf1 a:" + zone.ip + " -all"),
                "spf",
                Level.FAIL));
        cases.add(wrong(
                "a misspelt mechanism", zone -> zone.spf("v=spf1 ipv4:" + zone.ip + " mx -all"), "spf", Level.FAIL));
        cases.add(wrong("an unknown term", zone -> zone.spf("v=spf1 mx foo -all"), "spf", Level.FAIL));
        cases.add(wrong("a wrong prefix", zone -> zone.spf("v=spf1 ip4:" + zone.ip + "/33 -all"), "spf", Level.FAIL));
        cases.add(wrong(
                "include of a domain without record",
                zone -> zone.spf("v=spf1 include:nowhere.example ip4:" + zone.ip + " -all"),
                "spf",
                Level.FAIL));
        cases.add(wrong(
                "include of a wrong record",
                zone -> zone.spf("v=spf1 include:broken.example ip4:" + zone.ip + " -all"),
                "spf",
                Level.FAIL));
        cases.add(wrong(
                "include of itself",
                zone -> zone.spf("v=spf1 include:" + zone.domain + " ip4:" + zone.ip + " -all"),
                "spf",
                Level.FAIL));
        cases.add(wrong("redirect to nowhere", zone -> zone.spf("v=spf1 redirect=nowhere.example"), "spf", Level.FAIL));
        cases.add(wrong(
                "redirect to a record without the host",
                zone -> zone.spf("v=spf1 redirect=other.example"),
                "spf",
                Level.FAIL));
        cases.add(wrong(
                "too many look-ups before the host",
                zone -> zone.spf("v=spf1 include:three.example a:h1.three.example a:h2.three.example"
                        + " mx a:h3.three.example include:other.example a:mx." + zone.domain
                        + " mx:other.example exists:h1.three.example ip4:" + zone.ip + " -all"),
                "spf",
                Level.FAIL));
        cases.add(wrong(
                "three void look-ups before the host",
                zone -> zone.spf("v=spf1 a:v1.example a:v2.example a:v3.example ip4:" + zone.ip + " -all"),
                "spf",
                Level.FAIL));
        cases.add(wrong(
                "a mechanism that rejects the host first",
                zone -> zone.spf("v=spf1 -ip4:198.51.0.0/16 ip4:" + zone.ip + " -all"),
                "spf",
                Level.FAIL));
        cases.add(wrong(
                "the IPv6 address is missing",
                zone -> zone.set(zone.host, Type.AAAA, "2001:db8::25")
                        .set(
                                "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
                                Type.PTR,
                                zone.host + "."),
                "spf",
                Level.FAIL));
        cases.add(wrong("everybody may send (+all)", zone -> zone.spf("v=spf1 +all"), "spf-record", Level.WARN));
        cases.add(wrong("ptr", zone -> zone.spf("v=spf1 ptr ~all"), "spf-record", Level.WARN));
        cases.add(wrong("no end", zone -> zone.spf("v=spf1 ip4:" + zone.ip), "spf-record", Level.WARN));
        cases.add(wrong(
                "too many look-ups after the host",
                zone -> zone.spf("v=spf1 ip4:" + zone.ip + " include:three.example a:h1.three.example"
                        + " a:h2.three.example mx a:h3.three.example include:other.example a:mx." + zone.domain
                        + " mx:other.example -all"),
                "spf-record",
                Level.WARN));
        cases.add(wrong(
                "DNS is silent about SPF",
                zone -> zone.without(zone.domain, Type.TXT).silent(zone.domain, Type.TXT),
                "spf",
                Level.WARN));
        // DKIM
        cases.add(wrong(
                "no key record",
                zone -> zone.without("s1._domainkey." + zone.domain, Type.TXT),
                "dkim",
                Level.FAIL,
                "forwarding",
                Level.WARN));
        cases.add(wrong(
                "a revoked key",
                zone -> zone.dkim("v=DKIM1; k=rsa; p="),
                "dkim",
                Level.FAIL,
                "forwarding",
                Level.WARN));
        cases.add(wrong(
                "another key",
                zone -> zone.dkim("v=DKIM1; k=rsa; p=" + other.published()),
                "dkim",
                Level.FAIL,
                "forwarding",
                Level.WARN));
        cases.add(wrong(
                "a cut off key",
                zone -> zone.dkim("v=DKIM1; k=rsa; p=" + key.published().substring(0, 200)),
                "dkim",
                Level.FAIL,
                "forwarding",
                Level.WARN));
        cases.add(wrong(
                "a wrong version",
                zone -> zone.dkim("v=DKIM2; k=rsa; p=" + key.published()),
                "dkim",
                Level.FAIL,
                "forwarding",
                Level.WARN));
        cases.add(wrong(
                "SHA-1 only",
                zone -> zone.dkim("v=DKIM1; h=sha1; p=" + key.published()),
                "dkim",
                Level.FAIL,
                "forwarding",
                Level.WARN));
        cases.add(wrong(
                "two key records",
                zone -> zone.dkim("v=DKIM1; p=" + key.published(), "v=DKIM1; p=" + other.published()),
                "dkim",
                Level.FAIL,
                "forwarding",
                Level.WARN));
        cases.add(wrong(
                "test mode",
                zone -> zone.dkim("v=DKIM1; t=y; p=" + key.published()),
                "dkim",
                Level.WARN,
                "forwarding",
                Level.WARN));
        Keys shortKey = Keys.rsa(directory, 1024);
        cases.add(wrong(
                "a short key",
                Optional.of(shortKey),
                zone -> zone.dkim("v=DKIM1; p=" + shortKey.published()),
                "dkim",
                Level.WARN));
        Keys tooShort = Keys.rsa(directory, 768);
        cases.add(wrong(
                "a key that is too short",
                Optional.of(tooShort),
                zone -> zone.dkim("v=DKIM1; p=" + tooShort.published()),
                "dkim",
                Level.FAIL,
                "forwarding",
                Level.WARN));
        Keys edwards = Keys.ed25519(directory);
        cases.add(wrong(
                "Ed25519 alone",
                Optional.of(edwards),
                zone -> zone.dkim("v=DKIM1; k=ed25519; p=" + edwards.published()),
                "dkim",
                Level.WARN));
        cases.add(wrong(
                "the program does not sign",
                Optional.empty(),
                zone -> {},
                "dkim",
                Level.WARN,
                "forwarding",
                Level.WARN));
        cases.add(wrong(
                "DNS is silent about the key",
                zone -> zone.without("s1._domainkey." + zone.domain, Type.TXT)
                        .silent("s1._domainkey." + zone.domain, Type.TXT),
                "dkim",
                Level.WARN,
                "forwarding",
                Level.WARN));
        // DMARC
        cases.add(
                wrong("no DMARC record", zone -> zone.without("_dmarc." + zone.domain, Type.TXT), "dmarc", Level.FAIL));
        cases.add(wrong(
                "two DMARC records",
                zone -> zone.dmarc("v=DMARC1; p=none; rua=mailto:a@" + zone.domain, "v=DMARC1; p=reject"),
                "dmarc",
                Level.FAIL));
        cases.add(wrong(
                "DMARC without policy",
                zone -> zone.dmarc("v=DMARC1; rua=mailto:a@" + zone.domain),
                "dmarc",
                Level.FAIL));
        cases.add(wrong(
                "DMARC with a misspelt policy",
                zone -> zone.dmarc("v=DMARC1; p=rejct; rua=mailto:a@" + zone.domain),
                "dmarc",
                Level.FAIL));
        cases.add(
                wrong("DMARC without reports", zone -> zone.dmarc("v=DMARC1; p=reject"), "dmarc-reports", Level.WARN));
        cases.add(wrong(
                "reports to another without consent",
                zone -> zone.dmarc("v=DMARC1; p=none; rua=mailto:x@three.example"),
                "dmarc-reports",
                Level.WARN));
        cases.add(wrong(
                "DNS is silent about DMARC",
                zone -> zone.without("_dmarc." + zone.domain, Type.TXT).silent("_dmarc." + zone.domain, Type.TXT),
                "dmarc",
                Level.WARN));
        // the host
        cases.add(wrong(
                "no name of the address",
                zone -> zone.without(SenderZone.reverse(zone.ip), Type.PTR),
                "ptr",
                Level.FAIL));
        cases.add(wrong(
                "a name that does not lead back",
                zone -> zone.set(SenderZone.reverse(zone.ip), Type.PTR, "host.provider.example."),
                "ptr",
                Level.FAIL));
        cases.add(wrong(
                "a name that does not exist",
                zone -> zone.set(SenderZone.reverse(zone.ip), Type.PTR, "gone.provider.example."),
                "ptr",
                Level.FAIL));
        cases.add(wrong(
                "a name made from the address",
                zone -> {
                    String name = zone.ip.replace('.', '-') + ".static.provider.example";
                    zone.set(SenderZone.reverse(zone.ip), Type.PTR, name + ".").set(name, Type.A, zone.ip);
                },
                "ptr-name",
                Level.FAIL));
        cases.add(wrong(
                "a name of dynamic lines",
                zone -> zone.set(SenderZone.reverse(zone.ip), Type.PTR, "p5.dyn.provider.example.")
                        .set("p5.dyn.provider.example", Type.A, zone.ip),
                "ptr-name",
                Level.FAIL));
        cases.add(wrong(
                "another name than it says",
                zone -> zone.set(SenderZone.reverse(zone.ip), Type.PTR, "relay." + zone.domain + ".")
                        .set("relay." + zone.domain, Type.A, zone.ip),
                "helo",
                Level.WARN));
        cases.add(wrong(
                "DNS is silent about the name",
                zone -> zone.without(SenderZone.reverse(zone.ip), Type.PTR)
                        .silent(SenderZone.reverse(zone.ip), Type.PTR),
                "ptr",
                Level.WARN));
        cases.add(
                wrong("the host has no address", zone -> zone.without(zone.host, Type.A), "sending-host", Level.FAIL));
        // the domain
        cases.add(wrong(
                "no MX, only an address",
                zone -> zone.without(zone.domain, Type.MX)
                        .set(zone.domain, Type.A, "203.0.113.80")
                        .spf("v=spf1 ip4:" + zone.ip + " -all"),
                "sender-mx",
                Level.WARN));
        cases.add(wrong(
                "no MX and no address",
                zone -> zone.without(zone.domain, Type.MX).spf("v=spf1 ip4:" + zone.ip + " -all"),
                "sender-mx",
                Level.FAIL));
        cases.add(wrong(
                "null MX",
                zone -> zone.set(zone.domain, Type.MX, "0 .").spf("v=spf1 ip4:" + zone.ip + " -all"),
                "sender-mx",
                Level.FAIL));
        cases.add(wrong(
                "an MX without address",
                zone -> zone.without("mx." + zone.domain, Type.A).spf("v=spf1 ip4:" + zone.ip + " -all"),
                "sender-mx",
                Level.FAIL));
        cases.add(wrong(
                "DNS is silent about the MX host",
                zone -> zone.without("mx." + zone.domain, Type.A)
                        .silent("mx." + zone.domain, Type.A)
                        .silent("mx." + zone.domain, Type.AAAA)
                        .spf("v=spf1 ip4:" + zone.ip + " -all"),
                "sender-mx",
                Level.WARN));
        cases.add(wrong(
                "DNS is silent about the host's name",
                zone -> zone.set(SenderZone.reverse(zone.ip), Type.PTR, "lost." + zone.domain + ".")
                        .silent("lost." + zone.domain, Type.A),
                "ptr",
                Level.WARN));
        cases.add(wrong(
                "DNS is silent about the zone",
                zone -> zone.without(zone.domain, Type.SOA).silent(zone.domain, Type.SOA),
                "sender-zone",
                Level.WARN));
        cases.add(wrong("no zone", zone -> zone.without(zone.domain, Type.SOA), "sender-zone", Level.WARN));
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> eachFaultIsFoundAndNothingElse() {
        List<Case> cases = cases();
        cases.forEach(each -> each.zone.publish(server));
        long wrong = cases.stream().filter(each -> !each.expected.isEmpty()).count();
        assertThat(wrong).isGreaterThanOrEqualTo(40);
        return cases.stream()
                .map(each -> DynamicTest.dynamicTest(each.zone.domain + ": " + each.what, () -> {
                    PreflightReport report = check(each);
                    Map<String, Level> found = new java.util.TreeMap<>();
                    report.findings().stream()
                            .filter(finding -> finding.level() == Level.FAIL || finding.level() == Level.WARN)
                            .forEach(finding -> found.put(finding.check(), finding.level()));
                    assertThat(found).as(() -> String.valueOf(report)).isEqualTo(each.expected);
                    GermanWords.areIn(report.findings());
                    publishRemedy(each, report);
                }));
    }

    private static PreflightReport check(Case each) {
        var records = DnsRecordLookUps.by(server.address(), QUICK);
        return new Preflight(Optional.of(records), GOOD, PreflightSettings.DEFAULT, CLOCK, threads)
                .check(sending(each));
    }

    private static Sending sending(Case each) {
        Address from = Address.of(each.from);
        var mailbox = ProviderMailbox.leavingFrom(each.zone.host);
        return new Sending(
                from,
                Optional.empty(),
                from.toString(),
                mailbox,
                each.signs.stream()
                        .map(keys ->
                                new DkimKey(each.zone.domain, "s1", keys.file().toString()))
                        .toList(),
                Optional.empty(),
                LIST);
    }

    /** What the remedy says is done; then SPF passes and nothing about its record is left to say. */
    private static void publishRemedy(Case each, PreflightReport before) {
        for (Finding finding : before.findings()) {
            Matcher record = RECORD.matcher(finding.remedy().english());
            if (finding.check().startsWith("spf") && record.find()) {
                server.replaces(each.zone.domain, 300, Type.TXT, SenderZone.quoted(record.group()));
                List<Finding> after = check(each).findings().stream()
                        .filter(found -> found.check().startsWith("spf"))
                        .toList();
                assertThat(after).as(record.group()).extracting(Finding::level).containsOnly(Level.PASS);
            }
        }
    }
}
