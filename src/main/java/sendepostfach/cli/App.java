package sendepostfach.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import sendepostfach.batch.Stopping;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.InputFault;
import sendepostfach.schedule.NoThreads;
import sendepostfach.web.WebApplication;

/** The application behind a command, started for as long as the command runs. */
final class App implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private App(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the application without a web server, for a command that looks or decides: no trigger fires in it. */
    static App start(AppOptions options) {
        return start(options, WebApplicationType.NONE, 0, false, Application.class);
    }

    /** Starts the application without a web server, for a command that lets triggers fire. */
    static App startFiring(AppOptions options) {
        return start(options, WebApplicationType.NONE, 0, true, Application.class);
    }

    /** Starts the application with a web server. */
    static App serve(AppOptions options, int port) {
        return start(options, WebApplicationType.SERVLET, port, true, Application.class, WebApplication.class);
    }

    private static App start(
            AppOptions options, WebApplicationType type, int port, boolean fires, Class<?>... sources) {
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
            var arguments = new ArrayList<String>();
            arguments.add("--server.port=" + port);
            if (!fires) {
                arguments.add("--spring.quartz.properties.org.quartz.threadPool.class=" + NoThreads.class.getName());
            }
            var app = new App(builder.run(arguments.toArray(String[]::new)));
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
