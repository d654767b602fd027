package sendepostfach.routing;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import sendepostfach.campaign.Site;

/**
 * Finds the site of recipient domains: by the configuration, by the provider table, by the MX host, or the domain itself. DNS
 * is asked only where the table leaves a question.
 */
public final class Router {
    private final ProviderTable table;
    private final Optional<MailExchangers> dns;

    private Router(ProviderTable table, Optional<MailExchangers> dns) {
        this.table = table;
        this.dns = dns;
    }

    /** A router that asks DNS about domains that the table does not settle. */
    public static Router withDns(ProviderTable table, MailExchangers dns) {
        return new Router(table, Optional.of(dns));
    }

    /**
     * A router for the sandbox, or where there is no network: a domain that the table does not know stands for itself, and
     * none is refused.
     */
    public static Router withoutDns(ProviderTable table) {
        return new Router(table, Optional.empty());
    }

    /** Whether this router asks DNS. */
    public boolean asksDns() {
        return dns.isPresent();
    }

    /** The routes of many domains, each looked up once, all at the same time; in the order in which they are given. */
    public Map<String, Route> route(Collection<String> domains) {
        Map<String, CompletableFuture<Route>> underWay = new LinkedHashMap<>();
        for (String domain : domains) {
            underWay.computeIfAbsent(domain, name -> route(name).toCompletableFuture());
        }
        Map<String, Route> routes = new LinkedHashMap<>();
        underWay.forEach((domain, route) -> routes.put(domain, route.join()));
        return routes;
    }

    /** The route of one domain. */
    public CompletionStage<Route> route(String domain) {
        String name = DomainName.of(domain);
        Optional<DomainClaim> claim = table.claimOn(name);
        boolean settled = claim.isPresent() && claim.get().strength() != DomainClaim.Strength.MX_DECIDES;
        if (settled || dns.isEmpty()) {
            return CompletableFuture.completedStage(claim.<Route>map(Router::asListed)
                    .orElseGet(() -> new Route.ToSite(new Site(name), Route.How.DOMAIN_ITSELF)));
        }
        return dns.get().of(name).thenApply(answer -> decide(name, claim, answer));
    }

    private Route decide(String domain, Optional<DomainClaim> claim, MxAnswer answer) {
        if (answer instanceof MxAnswer.Hosts hosts) {
            // Only where mail really goes counts: a backup host at a large provider must not let that provider's
            // throttle
            // pay for what the domain's own small server says.
            return hosts.first().stream()
                    .flatMap(host -> table.siteOfMxHost(host).stream())
                    .findFirst()
                    .<Route>map(site -> new Route.ToSite(site, Route.How.MX))
                    .orElseGet(() -> new Route.ToSite(new Site(domain), Route.How.DOMAIN_ITSELF));
        }
        if (answer instanceof MxAnswer.AddressOnly) {
            return new Route.ToSite(new Site(domain), Route.How.DOMAIN_ITSELF);
        }
        if (answer instanceof MxAnswer.NullMx) {
            return new Route.Refused("The domain " + domain + " takes no mail: its DNS has a null MX (RFC 7505).");
        }
        if (answer instanceof MxAnswer.NoSuchDomain) {
            return new Route.Refused("The domain " + domain + " does not exist (NXDOMAIN).");
        }
        if (answer instanceof MxAnswer.NoMailHost) {
            return new Route.Refused(
                    "The domain " + domain + " has no mail server: neither an MX nor an address in DNS.");
        }
        String reason = ((MxAnswer.NoAnswer) answer).reason();
        return claim.<Route>map(Router::asListed)
                .orElseGet(() -> new Route.Unanswered("No DNS answer about " + domain + ": " + reason));
    }

    private static Route asListed(DomainClaim claim) {
        return switch (claim.strength()) {
            case OVERRIDE -> new Route.ToSite(claim.site(), Route.How.OVERRIDE);
            case LISTED, MX_DECIDES -> new Route.ToSite(claim.site(), Route.How.KNOWN_DOMAIN);
        };
    }
}
