package sendepostfach.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

import sendepostfach.batch.SendingCheck;
import sendepostfach.dns.DnsRecordLookUps;
import sendepostfach.dns.DnsSettings;
import sendepostfach.dns.NameServer;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.Sending;
import sendepostfach.preflight.check.Preflight;
import sendepostfach.preflight.check.PreflightReport;
import sendepostfach.preflight.check.PreflightSettings;
import sendepostfach.smtp.SmtpMailboxProbe;
import sendepostfach.smtp.SmtpSettings;

/** Preflights by the name server and the settings of this process; each asks DNS anew. */
final class Preflights implements SendingCheck {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration REPLY = Duration.ofSeconds(30);

    private final Optional<NameServer> server;
    private final Path jobs;
    private final Clock clock;

    Preflights(Optional<String> server, Path jobs, Clock clock) {
        this.server = server.map(NameServer::parse);
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public PreflightReport check(Sending sending, Path directory) {
        return check(sending, directory, sending::audience);
    }

    /** The same, finding out beside the checks who it is for. */
    PreflightReport check(Sending sending, Path directory, Supplier<Audience> audience) {
        Path own = directory.resolve("preflight.yaml");
        PreflightSettings settings = PreflightSettings.read(Files.exists(own) ? own : jobs.resolve("preflight.yaml"));
        var probe = new SmtpMailboxProbe(new SmtpSettings(
                OpenMailboxes.localName(), CONNECT, REPLY, (SSLSocketFactory) SSLSocketFactory.getDefault()));
        ExecutorService threads = Executors.newCachedThreadPool(check -> {
            var thread = new Thread(check, "preflight");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Optional<DnsRecordLookUps> dns = sending.mailbox().isSandbox()
                    ? Optional.empty()
                    : Optional.of(records()).filter(DnsRecordLookUps::isUsable);
            return new Preflight(dns, probe, settings, clock, threads).check(sending, audience);
        } finally {
            threads.shutdown();
        }
    }

    private DnsRecordLookUps records() {
        return server.map(given -> DnsRecordLookUps.by(given, DnsSettings.DEFAULT))
                .orElseGet(() -> DnsRecordLookUps.bySystem(DnsSettings.DEFAULT));
    }
}
