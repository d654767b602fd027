package sendepostfach.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Text;
import sendepostfach.draft.Draft;
import sendepostfach.draft.Drafts;
import sendepostfach.draft.Field;
import sendepostfach.intake.Candidate;
import sendepostfach.intake.ListFormat;
import sendepostfach.intake.ListReader;
import sendepostfach.intake.ListRow;
import sendepostfach.intake.RowCheck;
import sendepostfach.jobfile.JobFile;
import sendepostfach.jobfile.MailboxFile;
import sendepostfach.message.HtmlReference;

/** Drafts with their files: how they are begun, kept, and become a job file. */
@Component
class DraftDesk {
    private static final int LONGEST_ID = 12;

    private final Drafts drafts;
    private final CampaignLoader loader;
    private final Clock clock;
    private final Path data;
    private final SecureRandom random = new SecureRandom();

    DraftDesk(Drafts drafts, CampaignLoader loader, Clock clock, @Value("${sendepostfach.data}") Path data) {
        this.drafts = drafts;
        this.loader = loader;
        this.clock = clock;
        this.data = data;
    }

    /** A new draft. */
    Draft begin(String owner, Map<Field, String> fields) {
        String digits = "abcdefghijkmnpqrstuvwxyz23456789";
        var id = new StringBuilder();
        random.ints(LONGEST_ID, 0, digits.length()).forEach(at -> id.append(digits.charAt(at)));
        var draft = new Draft(id.toString(), owner, fields, Optional.empty(), clock.instant(), clock.instant());
        drafts.add(draft);
        return draft;
    }

    Draft get(String id) {
        return drafts.find(id).filter(draft -> draft.campaign().isEmpty()).orElseThrow(() -> new NotThere("draft", id));
    }

    /** Changes entries of a draft as it stands now: a long upload must not undo what was typed meanwhile. */
    synchronized Draft save(Draft draft, Map<Field, String> entries) {
        Draft changed = get(draft.id()).with(entries, clock.instant());
        drafts.save(changed);
        return changed;
    }

    void delete(Draft draft) {
        drafts.delete(draft.id());
        folder(draft).delete();
    }

    DraftFolder folder(Draft draft) {
        return DraftFolder.of(data, draft.id());
    }

    /** The column of addresses that was chosen, if one was. */
    static Optional<String> emailColumn(Draft draft) {
        return Optional.of(draft.get(Field.EMAIL_COLUMN)).filter(column -> !column.isBlank());
    }

    ListFormat format(Draft draft) {
        if (!folder(draft).hasList()) {
            throw new InputFault(new Text(
                    "there is no list yet; upload it first", "es gibt noch keine Liste; laden Sie zuerst eine hoch"));
        }
        return ListScans.format(folder(draft), emailColumn(draft));
    }

    /**
     * Writes the draft's job file and mail into its folder, and returns the job file.
     *
     * @throws InputFault where the HTML refers to what is not among its own files
     */
    Path write(Draft draft) {
        DraftFolder folder = folder(draft);
        try {
            Files.createDirectories(folder.mail());
            boolean html = !draft.get(Field.HTML).isBlank();
            boolean text = !draft.get(Field.TEXT).isBlank();
            if (html) {
                checkPictures(draft, folder);
                Files.writeString(folder.html(), draft.get(Field.HTML));
            }
            if (text) {
                Files.writeString(folder.text(), draft.get(Field.TEXT));
            }
            Files.writeString(folder.job(), JobText.of(draft, html, text, isPractice(draft)));
            return folder.job();
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot write " + folder.path(), cannot);
        }
    }

    private boolean isPractice(Draft draft) {
        try {
            String mailbox = draft.get(Field.MAILBOX).isBlank() ? MailboxFile.SANDBOX : draft.get(Field.MAILBOX);
            return loader.mailboxes(folder(draft).path()).mailbox(mailbox).isSandbox();
        } catch (InputFault unusable) {
            return false;
        }
    }

    /** A picture that the HTML names with a folder is also found where it was uploaded without one. */
    private static void checkPictures(Draft draft, DraftFolder folder) throws IOException {
        for (HtmlReference reference : HtmlReference.in(new Mail.Part("mail.html", draft.get(Field.HTML)))) {
            Path wanted = folder.picture(reference.name());
            if (!Files.exists(wanted)) {
                Path alone = folder.picture(reference.name().replaceFirst("^.*/", ""));
                if (!Files.exists(alone)) {
                    throw new InputFault(Text.of(
                            "mail.html:%d: the picture \"%s\" is missing; upload it",
                            "mail.html:%d: das Bild \"%s\" fehlt; laden Sie es hoch",
                            reference.line(),
                            reference.name()));
                }
                Files.createDirectories(wanted.getParent());
                Files.copy(alone, wanted);
            }
        }
    }

    /**
     * The campaign that the draft describes.
     *
     * @throws InputFault saying what is wrong, without the server's paths
     */
    Campaign campaign(Draft draft) {
        try {
            return JobFile.read(write(draft), loader.environment());
        } catch (InputFault fault) {
            InputFault plain = plain(fault, draft);
            throw DraftFaults.of(plain, draft)
                    .map(words -> new InputFault(words, fault))
                    .orElse(plain);
        }
    }

    /** The mail as far as it is written, for looking at it: what is missing of its head stands in for itself. */
    Mail mail(Draft draft) {
        var complete = new EnumMap<Field, String>(Field.class);
        complete.put(Field.NAME, "preview");
        complete.put(Field.MAILBOX, "");
        complete.put(Field.REPLY_TO, "");
        complete.put(Field.FROM_NAME, "");
        complete.put(Field.FROM_ADDRESS, "preview@preview.invalid");
        if (draft.get(Field.SUBJECT).isBlank()) {
            complete.put(Field.SUBJECT, "…");
        }
        complete.put(Field.WHEN, "now");
        complete.put(Field.ZONE, "");
        complete.put(Field.DAYS, "");
        complete.put(Field.WINDOW_DAYS, "");
        complete.put(Field.REPORT_TO, "");
        return campaign(draft.with(complete, draft.changedAt())).mail();
    }

    /** A fault in the words that a person needs who sees a form, not a file. */
    InputFault plain(InputFault fault, Draft draft) {
        String folder = folder(draft).path().toAbsolutePath().normalize() + "/";
        return new InputFault(
                fault.text().map(words -> words.replace(folder, "")
                        .replace(folder(draft).path() + "/", "")
                        .replaceFirst("^job\\.yaml:\\d+: ", "")
                        .replace("mail/mail.", "mail.")),
                fault);
    }

    /** The first good row of the list from a row on. */
    Optional<Candidate> row(Draft draft, ListFormat format, int from) {
        var check = new RowCheck(format);
        try (ListReader reader = ListReader.openAfter(from - 1, folder(draft).list(), format)) {
            for (ListRow next = reader.next(); next != null; next = reader.next()) {
                if (check.check(next) instanceof Candidate candidate) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /** The first good rows of the list. */
    List<Candidate> rows(Draft draft, ListFormat format, int most) {
        var check = new RowCheck(format);
        var rows = new java.util.ArrayList<Candidate>();
        try (ListReader reader = ListReader.open(folder(draft).list(), format)) {
            for (ListRow next = reader.next(); next != null && rows.size() < most; next = reader.next()) {
                if (check.check(next) instanceof Candidate candidate) {
                    rows.add(candidate);
                }
            }
        }
        return rows;
    }
}
