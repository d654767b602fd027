package sendepostfach.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Reply;
import sendepostfach.delivery.Envelope;
import sendepostfach.delivery.SendingMailbox;
import sendepostfach.dkim.DkimSigner;
import sendepostfach.intake.Candidate;
import sendepostfach.intake.ListFormat;
import sendepostfach.intake.ListReader;
import sendepostfach.intake.ListRow;
import sendepostfach.intake.RowCheck;
import sendepostfach.jobfile.Environment;
import sendepostfach.jobfile.JobFile;
import sendepostfach.jobfile.MailboxFile;
import sendepostfach.message.Addressee;
import sendepostfach.message.ComposedMail;
import sendepostfach.message.MailComposer;
import sendepostfach.message.MailTemplates;
import sendepostfach.smtp.SmtpSettings;
import sendepostfach.suppression.UnsubscribeLinks;

/** Single mails of a job, filled with a row of its list; no ledger is needed. */
abstract class MailCommands implements Callable<Integer> {
    @Mixin
    AppOptions options;

    @Parameters(index = "0", paramLabel = "JOB.yaml", description = "The job file.")
    Path job;

    @Option(
            names = "--row",
            paramLabel = "N",
            description = "The row of the list (default: the first with an address).")
    Optional<Integer> row;

    final Environment environment = new Environment(System.getenv(), ZoneId.systemDefault());

    /** The recipient of the chosen row. */
    final Candidate candidate(Campaign campaign, ListFormat format) {
        var check = new RowCheck(format);
        int from = row.orElse(1);
        try (ListReader reader =
                ListReader.openAfter(from - 1, Path.of(campaign.list().file()), format)) {
            for (ListRow next = reader.next(); next != null; next = reader.next()) {
                if (check.check(next) instanceof Candidate candidate) {
                    return candidate;
                }
                if (row.isPresent()) {
                    throw new InputFault(campaign.list().file() + ":" + next.line() + ": row " + from
                            + " has no usable address; choose another with --row");
                }
            }
        }
        throw new InputFault(campaign.list().file() + ": there is no row " + from + " with an address");
    }

    /** The mailboxes beside the job. */
    final MailboxFile mailboxes() {
        Path own = job.resolveSibling("mailboxes.yaml");
        return MailboxFile.read(Files.exists(own) ? own : options.jobs.resolve("mailboxes.yaml"), environment);
    }

    /** The finished mail of a row, to its own address or another one; its links to unsubscribe are samples. */
    final ComposedMail compose(
            Campaign campaign, ListFormat format, Candidate row, Address to, String id, Instant now) {
        return compose(mailboxes(), campaign, format, row, to, id, now);
    }

    /** The same with the mailboxes given. */
    static ComposedMail compose(
            MailboxFile mailboxes,
            Campaign campaign,
            ListFormat format,
            Candidate row,
            Address to,
            String id,
            Instant now) {
        ComposedMail mail = unsigned(mailboxes, campaign, format, row, to, id, now);
        return mail.with(DkimSigner.of(campaign.dkim()).sign(mail.bytes()));
    }

    /** The same without signatures. */
    static ComposedMail unsigned(
            MailboxFile mailboxes,
            Campaign campaign,
            ListFormat format,
            Candidate row,
            Address to,
            String id,
            Instant now) {
        Optional<UnsubscribeLinks> links = mailboxes
                .unsubscribe(campaign.mailbox())
                .map(where -> UnsubscribeLinks.of(where, UnsubscribeLinks.SAMPLE));
        Optional<String> url = links.flatMap(UnsubscribeLinks::url);
        MailTemplates templates = MailTemplates.compile(
                campaign.mail(),
                format.columns().names(),
                url.isPresent() ? Set.of(MailTemplates.UNSUBSCRIBE_URL) : Set.of());
        Map<String, String> fields = new HashMap<>(format.columns().fields(row.cells()));
        url.ifPresent(page -> fields.put(MailTemplates.UNSUBSCRIBE_URL, page));
        return new MailComposer(templates)
                .compose(new Addressee(
                        to,
                        Optional.of(row.displayName()).filter(name -> !name.isBlank()),
                        fields,
                        id + "@" + campaign.mail().from().address().domain(),
                        now,
                        links.map(UnsubscribeLinks::headers).orElse(Map.of())));
    }

    /** Prints a mail. */
    @Command(
            name = "preview",
            mixinStandardHelpOptions = true,
            description = "Prints the finished mail of a row as it would leave (.eml).")
    static final class Preview extends MailCommands {
        @Override
        public Integer call() {
            Campaign campaign = JobFile.read(job, environment);
            ListFormat format = ListFormat.detect(campaign.list());
            Candidate row = candidate(campaign, format);
            Instant now = SystemTime.clock().instant();
            byte[] mail = compose(campaign, format, row, row.address(), "preview." + row.row(), now)
                    .bytes();
            System.out.write(mail, 0, mail.length);
            System.out.flush();
            return Cli.OK;
        }
    }

    /** Sends a mail to some people's own addresses. */
    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Sends the mail, filled with a row's fields, to these addresses, once.")
    static final class Test extends MailCommands {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "ADDRESS", description = "Where to.")
        List<String> addresses;

        @Override
        public Integer call() throws InterruptedException {
            Campaign campaign = JobFile.read(job, environment);
            Mailbox mailbox = mailboxes().mailbox(campaign.mailbox());
            ListFormat format = ListFormat.detect(campaign.list());
            Candidate row = candidate(campaign, format);
            boolean all = true;
            try (var mailboxes = new OpenMailboxes(
                    options.data.toAbsolutePath(),
                    options.jobs,
                    SmtpSettings.standard(OpenMailboxes.localName()),
                    SystemTime.clock())) {
                for (String address : addresses) {
                    all &= send(campaign, format, row, Address.of(address), mailboxes.open(mailbox));
                }
            }
            return all ? Cli.OK : Cli.NEEDS_A_LOOK;
        }

        private boolean send(Campaign campaign, ListFormat format, Candidate row, Address to, SendingMailbox mailbox)
                throws InterruptedException {
            Instant now = SystemTime.clock().instant();
            String id = "test." + Long.toString(now.toEpochMilli(), Character.MAX_RADIX) + "." + row.row();
            ComposedMail mail = compose(campaign, format, row, to, id, now);
            SendingMailbox.Borrowed borrowed = mailbox.borrow();
            Reply reply;
            if (borrowed instanceof SendingMailbox.Borrowed.Ready ready) {
                try (SendingMailbox.Connection connection = ready.connection()) {
                    String from = campaign.mail().from().address().toString();
                    reply = connection.send(new Envelope(from, to, id, mail.needsSmtpUtf8()), mail.bytes());
                }
            } else {
                reply = ((SendingMailbox.Borrowed.Failed) borrowed).reply();
            }
            System.out.println(to + ": " + reply.oneLine());
            return reply.isPositive();
        }
    }
}
