package sendepostfach.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import sendepostfach.access.People;
import sendepostfach.batch.Stopping;
import sendepostfach.delivery.Sleeper;
import sendepostfach.schedule.Conductor;

/** Runs the web application and the scheduler until stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the web pages, the REST API and the scheduler until stopped.")
final class ServeCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    @Mixin
    AppOptions options;

    @Option(names = "--port", defaultValue = "8080", description = "The HTTP port (default: ${DEFAULT-VALUE}).")
    int port;

    @Override
    public Integer call() throws InterruptedException {
        try (App app = App.serve(options, port)) {
            app.get(Conductor.class).begin();
            System.err.println("serving on http://localhost:" + port + "; stop with Ctrl-C");
            if (app.get(People.class).all().isEmpty()) {
                System.err.println("nobody may log in yet; make the first user with: ./sendepostfach user add NAME"
                        + " --role admin" + options.asWritten());
            }
            Stopping stopping = app.get(Stopping.class);
            synchronized (this) {
                while (!stopping.getAsBoolean()) {
                    app.get(Sleeper.class)
                            .await(this, app.get(Clock.class).instant().plus(LOOK_EVERY));
                }
            }
            return Cli.OK;
        }
    }
}
