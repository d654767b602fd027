package sendepostfach.cli;

import java.io.IOException;
import java.nio.file.Files;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import sendepostfach.batch.Stopping;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.web.WebApplication;

/** The application behind a command, started for as long as the command runs. */
final class App implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private App(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the application without a web server; no trigger fires unless the command lets it. */
    static App start(AppOptions options) {
        return start(options, WebApplicationType.NONE, 0, Application.class);
    }

    /** Starts the application with a web server. */
    static App serve(AppOptions options, int port) {
        return start(options, WebApplicationType.SERVLET, port, Application.class, WebApplication.class);
    }

    private static App start(AppOptions options, WebApplicationType type, int port, Class<?>... sources) {
        try {
            Files.createDirectories(options.data);
        } catch (IOException cannot) {
            throw new InputFault(options.data + ": the data directory cannot be made: " + cannot.getMessage(), cannot);
        }
        var builder = new SpringApplicationBuilder(sources)
                .web(type)
                .properties(options.properties())
                .registerShutdownHook(false)
                .logStartupInfo(false);
        try {
            var app = new App(builder.run("--server.port=" + port));
            Signals.handle(app.get(Stopping.class));
            return app;
        } catch (RuntimeException failed) {
            Throwable cause = failed;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw cause instanceof InputFault input
                    ? input
                    : new IllegalStateException("cannot start: " + cause.getMessage(), failed);
        }
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /**
     * The campaign with a name.
     *
     * @throws InputFault naming those that there are
     */
    CampaignEntry campaign(String name) {
        Campaigns campaigns = get(Campaigns.class);
        return campaigns
                .find(name)
                .orElseThrow(() -> new InputFault("there is no campaign \"" + name + "\"; there are: "
                        + String.join(
                                ", ",
                                campaigns.all().stream()
                                        .map(CampaignEntry::name)
                                        .toList())));
    }

    /** Finishes the mails under way and stops. */
    @Override
    public void close() {
        context.close();
    }
}
