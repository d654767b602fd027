package sendepostfach.jobfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mailbox;
import sendepostfach.campaign.Nearest;

/**
 * Reads the mailbox file ({@code jobs/mailboxes.yaml}). A mailbox is read when it is asked for, so that the secrets of the
 * others need not be there.
 */
public final class MailboxFile {
    /** The mailbox that is always there, and through which nothing leaves the machine. */
    public static final String SANDBOX = "sandbox";

    private static final String BUILT_IN = "sandbox: { sandbox: true }";

    private final String file;
    private final Path directory;
    private final Optional<Section> section;
    private final Section builtIn;

    private MailboxFile(String file, Path directory, Optional<Section> section, Environment environment) {
        this.file = file;
        this.builtIn = Section.read(file, BUILT_IN, environment).orElseThrow();
        this.directory = directory;
        this.section = section;
    }

    /**
     * Reads the file; where there is none, the sandbox is there nonetheless.
     *
     * @throws InputFault if it is not YAML
     */
    public static MailboxFile read(Path file, Environment environment) {
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        try {
            Optional<Section> section = Section.read(file.toString(), Files.readString(file), environment);
            return new MailboxFile(file.toString(), directory, section, environment);
        } catch (NoSuchFileException none) {
            return new MailboxFile(file.toString(), directory, Optional.empty(), environment);
        } catch (IOException unreadable) {
            throw new InputFault(file + ": cannot be read, it must be a text file in UTF-8", unreadable);
        }
    }

    /** The names of all mailboxes. */
    public Set<String> names() {
        var names = new TreeSet<>(Set.of(SANDBOX));
        section.ifPresent(fields -> names.addAll(fields.names()));
        return names;
    }

    /**
     * The mailbox with a name, its placeholders replaced.
     *
     * @throws InputFault naming file, line, field and remedy
     */
    public Mailbox mailbox(String name) {
        return section.flatMap(all -> all.section(name))
                .or(() -> builtIn.section(name))
                .map(found -> new MailboxFields(name, found, directory).read())
                .orElseThrow(() -> new InputFault(
                        file + ": there is no mailbox \"" + name + "\", " + Nearest.hint(name, names())));
    }

    /**
     * How mails of a mailbox say that recipients unsubscribe; nothing else of it is read, so that no secret need be there.
     *
     * @throws InputFault naming file, line, field and remedy
     */
    public Optional<Mailbox.Unsubscribe> unsubscribe(String name) {
        return section.flatMap(all -> all.section(name))
                .flatMap(found -> found.section("unsubscribe"))
                .map(UnsubscribeFields::read);
    }

    /**
     * All mailboxes by name.
     *
     * @throws InputFault if one of them cannot be read, or a secret of it is not there
     */
    public Map<String, Mailbox> all() {
        var all = new LinkedHashMap<String, Mailbox>();
        names().forEach(name -> all.put(name, mailbox(name)));
        return all;
    }
}
