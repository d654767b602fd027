package sendepostfach.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.Mailbox;
import sendepostfach.dns.DnsMailExchangers;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.NameServer;
import sendepostfach.intake.ListFormat;
import sendepostfach.intake.ListSummary;
import sendepostfach.preflight.Audience;
import sendepostfach.routing.ProviderTable;
import sendepostfach.routing.Route;
import sendepostfach.routing.Router;

/** Which providers a list's recipients belong to; all domains are looked up side by side. */
final class AudienceOfList {
    private static final DnsSettings MANY_AT_ONCE =
            new DnsSettings(Duration.ofSeconds(3), 2, 512, Duration.ofHours(6), Duration.ofMinutes(15), 100_000);

    private final Optional<NameServer> server;
    private final ProviderTable providers;

    AudienceOfList(Optional<String> server, Path overrides) {
        this.server = server.map(NameServer::parse);
        this.providers =
                Files.exists(overrides) ? ProviderTable.standard().withOverrides(overrides) : ProviderTable.standard();
    }

    Audience of(Campaign campaign, ListFormat format, Mailbox mailbox) {
        Map<String, Long> domains = ListSummary.of(
                        Path.of(campaign.list().file()), format, domain -> domain, rejection -> {})
                .sites();
        Map<String, Route> routes = router(mailbox).route(domains.keySet());
        Map<String, Integer> sites = new HashMap<>();
        int nowhere = 0;
        for (Map.Entry<String, Long> domain : domains.entrySet()) {
            int recipients = Math.toIntExact(domain.getValue());
            Route route = Objects.requireNonNull(routes.get(domain.getKey()));
            if (route instanceof Route.Refused) {
                nowhere += recipients;
            } else {
                String site = route instanceof Route.ToSite to ? to.site().name() : domain.getKey();
                sites.merge(site, recipients, Integer::sum);
            }
        }
        return new Audience(sites, nowhere);
    }

    private Router router(Mailbox mailbox) {
        if (mailbox.isSandbox() && server.isEmpty()) {
            return Router.withoutDns(providers);
        }
        DnsMailExchangers exchangers = server.map(given -> DnsMailExchangers.by(given, MANY_AT_ONCE))
                .orElseGet(() -> DnsMailExchangers.bySystem(MANY_AT_ONCE));
        return exchangers.isUsable() ? Router.withDns(providers, exchangers) : Router.withoutDns(providers);
    }
}
