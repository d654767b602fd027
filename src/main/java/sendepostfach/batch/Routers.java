package sendepostfach.batch;

import sendepostfach.routing.Router;

/** Makes the router of a campaign: by DNS, or without where there is none. */
@FunctionalInterface
public interface Routers {
    Router of(LoadedCampaign campaign);
}
