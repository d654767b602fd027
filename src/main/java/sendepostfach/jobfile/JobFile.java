package sendepostfach.jobfile;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.DkimKey;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.ListSource;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.RetrySchedule;
import sendepostfach.campaign.ReturnPolicy;
import sendepostfach.campaign.Schedule;
import sendepostfach.campaign.SendingHours;
import sendepostfach.campaign.UncertainPolicy;
import sendepostfach.campaign.Window;
import sendepostfach.message.HtmlReference;

/** Reads a job file ({@code jobs/NAME.yaml}): one campaign with its mail. */
public final class JobFile {
    /** How private keys in DER begin in Base64 (PKCS#8 and PKCS#1, RSA and Ed25519). */
    private static final Pattern KEY_ITSELF = Pattern.compile("(?:MII|MC4C|MFMC|MFEC)[A-Za-z0-9+/=\\s]{40,}");

    private static final Set<String> FIELDS = Set.of(
            "campaign",
            "mailbox",
            "from",
            "reply-to",
            "to-name",
            "subject",
            "html",
            "text",
            "attachments",
            "list",
            "schedule",
            "hours",
            "window",
            "retry",
            "uncertain",
            "report-to",
            "dkim",
            "returned");

    /** Servers refuse what is bigger; in base64 it grows by a third. */
    private static final int MOST_ATTACHED = 25 * 1024 * 1024;

    private static final String DURATIONS = "is not a duration, write it like P5D, PT12H or PT10M";

    private final JobSource source;
    private final Section job;
    private final Environment environment;

    private JobFile(JobSource source, Section job, Environment environment) {
        this.source = source;
        this.job = job;
        this.environment = environment;
    }

    /**
     * Reads a job file and all that its mail is made of.
     *
     * @throws InputFault naming file, line, field and remedy
     */
    public static Campaign read(Path file, Environment environment) {
        return parse(JobSource.load(file), environment);
    }

    /**
     * Reads a campaign from what was loaded before.
     *
     * @throws InputFault naming file, line, field and remedy
     */
    public static Campaign parse(JobSource source, Environment environment) {
        Section job = Section.read(source.name(), source.yaml(), environment)
                .orElseThrow(
                        () -> new InputFault(source.name() + ": is empty, a job needs from, subject, html and list"));
        return new JobFile(source, job.only(FIELDS), environment).campaign();
    }

    private Campaign campaign() {
        Schedule schedule = job.section("schedule")
                .map(section -> Times.schedule(section, environment.zone()))
                .orElseGet(() -> Schedule.now(environment.zone()));
        Mail mail = mail();
        ListSource list = list();
        Optional<Value> window = job.value("window");
        try {
            return new Campaign(
                    job.value("campaign").map(value -> value.text().strip()).orElseGet(this::fileName),
                    job.value("mailbox").map(value -> value.text().strip()).orElse(MailboxFile.SANDBOX),
                    mail,
                    list,
                    schedule,
                    hours(schedule.zone()),
                    window.map(value -> value.as(JobFile::positive, DURATIONS)).orElse(Window.DEFAULT_LENGTH),
                    retry(),
                    job.value("uncertain")
                            .map(value -> value.as(UncertainPolicy::of))
                            .orElse(UncertainPolicy.HOLD),
                    job.value("report-to")
                            .map(value -> value.as(AddressText::sender).address()),
                    job.sections("dkim").stream().map(this::dkim).toList(),
                    job.value("returned")
                            .map(value -> value.as(ReturnPolicy::of))
                            .orElse(ReturnPolicy.REPORT));
        } catch (IllegalArgumentException wrongName) {
            throw job.fault("campaign", String.valueOf(wrongName.getMessage()));
        }
    }

    private Mail mail() {
        Optional<Value> html = job.value("html");
        Optional<Value> text = job.value("text");
        if (html.isEmpty() && text.isEmpty()) {
            throw job.fault("html", "is missing, name the mail's HTML file here, or its text file as text:");
        }
        var inline = new LinkedHashMap<String, Mail.File>();
        Optional<Mail.Part> page = html.map(value -> source.part(value.raw()));
        page.ifPresent(part -> HtmlReference.in(part).forEach(reference -> {
            byte[] content = source.content(JobSource.beside(html.orElseThrow().raw(), reference.name()));
            inline.put(reference.name(), new Mail.File(reference.name(), content));
        }));
        return new Mail(
                job.required("from", "write it like \"Name <name@example.de>\"").as(AddressText::sender),
                job.value("reply-to").map(value -> value.as(AddressText::sender).address()),
                job.required("subject", "write the mail's subject").text(),
                page,
                text.map(value -> source.part(value.raw())),
                attachments(),
                inline,
                job.value("to-name").map(Value::text));
    }

    private List<Mail.File> attachments() {
        var files = new ArrayList<Mail.File>();
        long size = 0;
        for (Value value : job.values("attachments")) {
            byte[] content = source.content(value.raw());
            size += content.length;
            files.add(new Mail.File(value.raw().replaceFirst("^.*[/\\\\]", ""), content));
        }
        if (size > MOST_ATTACHED) {
            throw job.fault(
                    "attachments",
                    "are " + size / 1024 / 1024 + " MB together, more than the " + MOST_ATTACHED / 1024 / 1024
                            + " MB that servers take; link to the files instead");
        }
        return files;
    }

    private ListSource list() {
        Section list = job.section("list")
                .orElseThrow(() -> job.fault("list", "is missing, name the distribution list as in { file: list.csv }"))
                .only(Set.of("file", "columns", "delimiter", "charset"));
        Optional<Section> columns = list.section("columns").map(section -> section.only(Set.of("email")));
        return new ListSource(
                path(list.required("file", "name the CSV file")),
                columns.flatMap(section -> section.value("email")).map(Value::text),
                list.value("delimiter").map(JobFile::delimiter),
                list.value("charset")
                        .map(value -> value.as(name -> Charset.forName(name).name(), "is not a charset")));
    }

    private SendingHours hours(ZoneId zone) {
        return job.section("hours").map(section -> Times.hours(section, zone)).orElseGet(SendingHours::always);
    }

    private RetrySchedule retry() {
        List<Duration> waits = job.values("retry").stream()
                .map(value -> value.as(JobFile::positive, DURATIONS))
                .toList();
        return waits.isEmpty() ? RetrySchedule.DEFAULT : new RetrySchedule(waits);
    }

    private DkimKey dkim(Section dkim) {
        dkim.only(Set.of("domain", "selector", "key"));
        return new DkimKey(
                dkim.required("domain", "name the signing domain").as(AddressText::host),
                dkim.required("selector", "name the selector under which the key is published")
                        .as(AddressText::host),
                keyFile(dkim.required("key", "name the file with the private key")));
    }

    private String keyFile(Value file) {
        String text = file.text();
        if (text.contains("-----BEGIN") || KEY_ITSELF.matcher(text.strip()).matches()) {
            throw file.fault("is a private key itself; write it to a file and name that");
        }
        return path(file);
    }

    private String path(Value file) {
        return file.as(name -> source.directory().resolve(name).normalize().toString());
    }

    private String fileName() {
        return String.valueOf(Path.of(source.name()).getFileName()).replaceFirst("\\.ya?ml$", "");
    }

    private static Duration positive(String text) {
        Duration duration = Duration.parse(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("must be longer than nothing");
        }
        return duration;
    }

    private static char delimiter(Value value) {
        String text = value.text();
        if (text.strip().equalsIgnoreCase("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1) {
            throw value.fault("must be a single character, or tab: \"" + value.shown() + "\"");
        }
        return text.charAt(0);
    }
}
