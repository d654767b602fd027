package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Type;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.DkimKey;
import sendepostfach.dns.DnsMailExchangers;
import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.PracticeNameServer;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.MailboxProbe;
import sendepostfach.preflight.Sending;
import sendepostfach.routing.ProviderTable;
import sendepostfach.routing.Route;
import sendepostfach.routing.Router;

/** A large list and many senders: look-ups run side by side, and no name is asked for twice. */
@Timeout(60)
class ManyLookUpsTest {
    private static final int DOMAINS = 1000;
    private static final int SENDERS = 20;
    /** No more than a socket's buffer holds while nobody reads: none is asked twice. */
    private static final DnsSettings MANY_AT_ONCE =
            new DnsSettings(Duration.ofSeconds(20), 1, 100, Duration.ofHours(6), Duration.ofHours(1), 100_000);

    private static final MailboxProbe GOOD = (mailbox, senders) ->
            new MailboxProbe.Seen(Optional.empty(), true, Optional.empty(), Set.of(), OptionalLong.empty(), List.of());

    @TempDir
    Path directory;

    private final PracticeNameServer server =
            new PracticeNameServer().deniesOtherNames().takes(Duration.ofMillis(250));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        server.close();
        threads.shutdownNow();
    }

    @Test
    void aThousandDomainsAndTwentySendersAreLookedUpSideBySideAndOnce() {
        Keys key = Keys.rsa(directory, 2048);
        List<SenderZone> zones = IntStream.range(0, SENDERS)
                .mapToObj(i -> new SenderZone(i, key.published()))
                .toList();
        zones.forEach(zone -> zone.publish(server));
        Set<String> domains = IntStream.range(0, DOMAINS)
                .mapToObj(i -> "firma" + i + ".example")
                .collect(Collectors.toSet());
        domains.forEach(domain -> server.has(domain, 300, Type.MX, "10 mx.hoster.example."));

        var exchangers = DnsMailExchangers.by(server.address(), MANY_AT_ONCE);
        var records = DnsRecordLookUps.by(server.address(), MANY_AT_ONCE);
        CompletableFuture<Audience> audience = CompletableFuture.supplyAsync(
                () -> audience(
                        Router.withDns(ProviderTable.standard(), exchangers).route(domains)),
                threads);
        var reports = new ArrayList<CompletableFuture<PreflightReport>>();
        for (SenderZone zone : zones) {
            var preflight =
                    new Preflight(Optional.of(records), GOOD, PreflightSettings.DEFAULT, Clock.systemUTC(), threads);
            reports.add(
                    CompletableFuture.supplyAsync(() -> preflight.check(sending(zone, key), audience::join), threads));
        }

        assertThat(reports).allSatisfy(report -> assertThat(report.join().findings())
                .allMatch(finding -> finding.level() == Level.PASS));
        assertThat(audience.join().total()).isEqualTo(DOMAINS);
        assertThat(server.mostOftenAsked()).isEqualTo(1);
        assertThat(server.questions()).isGreaterThan(DOMAINS + 10 * SENDERS);
        assertThat(server.mostUnderWay()).isGreaterThan(80);
    }

    private static Audience audience(Map<String, Route> routes) {
        assertThat(routes.values()).allMatch(Route.ToSite.class::isInstance);
        return new Audience(routes.keySet().stream().collect(Collectors.toMap(domain -> domain, domain -> 1)), 0);
    }

    private static Sending sending(SenderZone zone, Keys key) {
        Address from = Address.of("news@" + zone.domain);
        var mailbox = ProviderMailbox.leavingFrom(zone.host);
        return new Sending(
                from,
                Optional.empty(),
                from.toString(),
                mailbox,
                List.of(new DkimKey(zone.domain, "s1", key.file().toString())),
                Optional.empty(),
                Audience.UNKNOWN);
    }
}
