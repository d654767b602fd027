package sendepostfach.cli;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sendepostfach.batch.LoadedCampaign;
import sendepostfach.batch.Routers;
import sendepostfach.dns.DnsMailExchangers;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.NameServer;
import sendepostfach.routing.Router;

/** Routes by DNS where there is one; in the sandbox only where a name server is given. Says so where it does without. */
final class ChosenRouters implements Routers {
    private static final Logger LOG = LoggerFactory.getLogger(ChosenRouters.class);

    private final Optional<NameServer> server;
    private @Nullable DnsMailExchangers dns;

    ChosenRouters(Optional<String> server) {
        this.server = server.map(NameServer::parse);
    }

    @Override
    public Router of(LoadedCampaign campaign) {
        if (campaign.mailbox().isSandbox() && server.isEmpty()) {
            return Router.withoutDns(campaign.providers());
        }
        DnsMailExchangers exchangers = exchangers();
        if (exchangers.isUsable()) {
            return Router.withDns(campaign.providers(), exchangers);
        }
        LOG.warn("no name server answers: providers are told by their known domains only, every other domain stands for"
                + " itself, and domains that do not exist are found out by the mailbox's server");
        return Router.withoutDns(campaign.providers());
    }

    private synchronized DnsMailExchangers exchangers() {
        if (dns == null) {
            dns = server.map(given -> DnsMailExchangers.by(given, DnsSettings.DEFAULT))
                    .orElseGet(() -> DnsMailExchangers.bySystem(DnsSettings.DEFAULT));
        }
        return dns;
    }
}
