package sendepostfach.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Text;
import sendepostfach.intake.Candidate;
import sendepostfach.intake.ListFormat;
import sendepostfach.intake.ListReader;
import sendepostfach.intake.ListRow;
import sendepostfach.intake.RowCheck;
import sendepostfach.jobfile.Environment;
import sendepostfach.jobfile.JobFile;
import sendepostfach.jobfile.MailboxFile;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.Sending;
import sendepostfach.preflight.check.PreflightReport;

/** {@code check}: what would make receivers refuse the mail, before it is sent. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Deliverability preflight: SPF, DKIM, DMARC, the sending hosts, the mail and the mailbox, who insists"
                        + " on what, and the records to publish. Sends nothing. Exit code 1 where a check failed.")
final class CheckCommand implements Callable<Integer> {
    @Mixin
    AppOptions options;

    @Parameters(paramLabel = "JOB.yaml|DOMAIN", description = "A job file, or a sender's domain with --mailbox.")
    String subject;

    @Option(names = "--mailbox", paramLabel = "NAME", description = "The mailbox that the domain would send through.")
    Optional<String> mailbox = Optional.empty();

    @Option(names = "--json", description = "One JSON object a check on standard output.")
    boolean json;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            description = "Language of what is found: en or de (default: ${DEFAULT-VALUE}).")
    String language = "en";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final Environment environment = new Environment(System.getenv(), ZoneId.systemDefault());
    private final Clock clock = SystemTime.clock();

    @Override
    public Integer call() {
        Text.Language spoken = language(language);
        boolean isJob = subject.endsWith(".yaml") || subject.endsWith(".yml");
        if (isJob && mailbox.isPresent()) {
            throw new InputFault("--mailbox goes with a domain; a job file names its mailbox itself");
        }
        Path directory = isJob ? directoryOf(Path.of(subject)) : options.jobs;
        Sending sending = isJob ? ofJob(Path.of(subject)) : ofDomain();
        Supplier<Audience> audience = isJob ? () -> audienceOf(Path.of(subject)) : () -> Audience.UNKNOWN;
        PreflightReport report = new Preflights(options.dns, options.jobs, clock).check(sending, directory, audience);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            report.findings().forEach(finding -> out.println(Json.line(PreflightText.asMap(finding, spoken))));
        } else {
            new PreflightText(out, spoken, PreflightText.wantsColour(System.getenv())).print(report);
        }
        return report.hasFailed() ? Cli.NEEDS_A_LOOK : Cli.OK;
    }

    private static Text.Language language(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "en" -> Text.Language.EN;
            case "de" -> Text.Language.DE;
            default -> throw new InputFault("unknown language \"" + name + "\": --lang is en or de");
        };
    }

    private Sending ofDomain() {
        String name = mailbox.orElseThrow(() -> new InputFault("check " + subject
                + ": name the mailbox that the domain would send through with --mailbox NAME; a job file"
                + " ends in .yaml"));
        Mailbox found = MailboxFile.read(options.jobs.resolve("mailboxes.yaml"), environment)
                .mailbox(name);
        return Sending.of(subject, found);
    }

    private Sending ofJob(Path job) {
        Campaign campaign = JobFile.read(job, environment);
        MailboxFile mailboxes = MailboxFile.read(beside(job, "mailboxes.yaml"), environment);
        Mailbox found = mailboxes.mailbox(campaign.mailbox());
        Mail mail = campaign.mail();
        ListFormat format = ListFormat.detect(campaign.list());
        return new Sending(
                mail.from().address(),
                mail.replyTo(),
                found.envelopeSender().orElse(mail.from().address().toString()),
                found,
                campaign.dkim(),
                firstMail(mailboxes, campaign, format),
                Audience.UNKNOWN);
    }

    /** Who is on the list, which takes a look-up for each of its domains. */
    private Audience audienceOf(Path job) {
        Campaign campaign = JobFile.read(job, environment);
        Mailbox found =
                MailboxFile.read(beside(job, "mailboxes.yaml"), environment).mailbox(campaign.mailbox());
        return new AudienceOfList(options.dns, beside(job, "providers.yaml"))
                .of(campaign, ListFormat.detect(campaign.list()), found);
    }

    private Path beside(Path job, String name) {
        Path own = directoryOf(job).resolve(name);
        return Files.exists(own) ? own : options.jobs.resolve(name);
    }

    private static Path directoryOf(Path job) {
        Path parent = job.toAbsolutePath().getParent();
        return parent == null ? job.toAbsolutePath() : parent;
    }

    /** The finished mail of the first recipient, without signatures: a key that cannot be used is a finding like others. */
    private Optional<Sending.Content> firstMail(MailboxFile mailboxes, Campaign campaign, ListFormat format) {
        var check = new RowCheck(format);
        try (ListReader reader = ListReader.open(Path.of(campaign.list().file()), format)) {
            for (ListRow row = reader.next(); row != null; row = reader.next()) {
                if (check.check(row) instanceof Candidate first) {
                    return Optional.of(new Sending.Content(MailCommands.unsigned(
                                    mailboxes, campaign, format, first, first.address(), "check", clock.instant())
                            .bytes()));
                }
            }
        }
        return Optional.empty();
    }
}
