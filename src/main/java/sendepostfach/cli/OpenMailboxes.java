package sendepostfach.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import sendepostfach.batch.MailServers;
import sendepostfach.campaign.Mailbox;
import sendepostfach.delivery.SendingMailbox;
import sendepostfach.sandbox.Sandbox;
import sendepostfach.sandbox.SandboxRules;
import sendepostfach.sandbox.SandboxSettings;
import sendepostfach.smtp.SmtpMailbox;
import sendepostfach.smtp.SmtpSettings;

/** The mailboxes of this process, each opened when it is first needed; the sandbox's server is started with it. */
final class OpenMailboxes implements MailServers, AutoCloseable {
    private final Path data;
    private final Path jobs;
    private final SmtpSettings settings;
    private final Clock clock;
    private final Map<Mailbox, SmtpMailbox> open = new HashMap<>();
    private @Nullable Sandbox sandbox;

    OpenMailboxes(Path data, Path jobs, SmtpSettings settings, Clock clock) {
        this.data = data;
        this.jobs = jobs;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public synchronized SendingMailbox open(Mailbox mailbox) {
        return open.computeIfAbsent(
                mailbox, wanted -> new SmtpMailbox(wanted.isSandbox() ? atSandbox(wanted) : wanted, settings, clock));
    }

    private Mailbox atSandbox(Mailbox mailbox) {
        if (sandbox == null) {
            Path rules = jobs.resolve("sandbox.yaml");
            sandbox = Sandbox.start(SandboxSettings.keeping(
                    data.resolve("sandbox"),
                    Files.exists(rules) ? SandboxRules.read(rules) : SandboxRules.standard(),
                    clock));
        }
        return new Mailbox(
                mailbox.name(),
                Mailbox.Kind.SANDBOX,
                InetAddress.getLoopbackAddress().getHostAddress(),
                sandbox.port(),
                Mailbox.Security.NONE,
                mailbox.login(),
                mailbox.connections(),
                mailbox.messagesPerConnection(),
                mailbox.limits(),
                mailbox.envelopeSender(),
                mailbox.sendingHosts(),
                mailbox.bounces(),
                mailbox.unsubscribe());
    }

    static String localName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    @Override
    public synchronized void close() {
        List<SmtpMailbox> all = new ArrayList<>(open.values());
        open.clear();
        all.forEach(SmtpMailbox::close);
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
        }
    }
}
