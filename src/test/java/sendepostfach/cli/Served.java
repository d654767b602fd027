package sendepostfach.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import sendepostfach.access.People;
import sendepostfach.access.Person;
import sendepostfach.access.Role;
import sendepostfach.schedule.Conductor;
import sendepostfach.web.Passwords;

/** The whole application as {@code serve} starts it, on an empty data directory and a free port. */
public final class Served implements AutoCloseable {
    private static final String PROVIDERS = """
            google:     { domains: [gmail.example, googlemail.example] }
            gmx-webde:  { domains: [gmx.example, web.example] }
            t-online:   { domains: [t-online.example] }
            outlook:    { domains: [outlook.example] }
            """;

    private final App app;
    private final int port;
    private final Path folder;

    private Served(App app, int port, Path folder) {
        this.app = app;
        this.port = port;
        this.folder = folder;
    }

    /** Starts it below a folder; its jobs folder knows the sample providers. */
    public static Served in(Path folder) {
        return in(folder, java.util.Optional.empty());
    }

    /** The same, asking a name server. */
    public static Served in(Path folder, java.util.Optional<String> dns) {
        try {
            Path jobs = Files.createDirectories(folder.resolve("jobs"));
            Files.writeString(jobs.resolve("providers.yaml"), PROVIDERS);
            var options = new AppOptions();
            options.data = folder.resolve("data");
            options.jobs = jobs;
            options.dns = dns;
            int port;
            try (var free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            App app = App.serve(options, port);
            app.get(Conductor.class).begin();
            return new Served(app, port, folder);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    public <T> T get(Class<T> type) {
        return app.get(type);
    }

    public URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    public Path folder() {
        return folder;
    }

    /** Somebody who may log in; the password is the name and "-passwort". */
    public Person person(String name, Role role) {
        return get(People.class)
                .add(
                        name,
                        role,
                        Passwords.hash(name + "-passwort"),
                        get(Clock.class).instant());
    }

    @Override
    public void close() {
        app.close();
    }
}
