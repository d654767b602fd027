package sendepostfach.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import sendepostfach.batch.Stopping;
import sendepostfach.delivery.Sleeper;
import sendepostfach.schedule.Conductor;

/** Runs the scheduler, the page to unsubscribe, and a health page, until stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the scheduler, the page to unsubscribe and a health page (/actuator/health) until stopped.")
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
            System.err.println("serving on port " + port + "; stop with Ctrl-C");
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
