package sendepostfach.imap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;

import org.eclipse.angus.mail.imap.IMAPFolder;

import sendepostfach.bounce.ReturnFolder;
import sendepostfach.bounce.ReturnFolderFault;
import sendepostfach.campaign.Mailbox.BounceMailbox;
import sendepostfach.campaign.Mailbox.Login;
import sendepostfach.campaign.Mailbox.Security;

/**
 * A folder of returned mails over IMAP (RFC 9051, RFC 3501). Mails are read without being marked as read, some with one
 * command, and moved, never deleted; a mail that somebody marked as deleted is left alone.
 */
public final class ImapFolder implements ReturnFolder {
    private final String where;
    private final Store store;
    private final IMAPFolder folder;
    private final ImapCommands commands;
    private final ImapSettings settings;
    private final String handled;
    private final String unknown;
    private final Deque<ImapCommands.Listed> left = new ArrayDeque<>();

    private ImapFolder(Store store, BounceMailbox mailbox, ImapSettings settings) throws MessagingException {
        this.where = where(mailbox);
        this.store = store;
        this.settings = settings;
        this.folder = (IMAPFolder) store.getFolder(mailbox.folder());
        this.handled = prepared(store, mailbox.handled());
        this.unknown = prepared(store, mailbox.unknown());
        folder.open(Folder.READ_WRITE);
        this.commands = new ImapCommands(folder, settings.mailBytes());
        left.addAll(commands.list());
    }

    /**
     * Opens a bounce mailbox's folder.
     *
     * @throws ReturnFolderFault where it cannot be reached or lets nobody in
     */
    public static ImapFolder open(BounceMailbox mailbox, ImapSettings settings) {
        String protocol = mailbox.security() == Security.TLS ? "imaps" : "imap";
        Store store = null;
        try {
            store = Session.getInstance(properties(protocol, mailbox, settings)).getStore(protocol);
            store.connect(
                    mailbox.host(),
                    mailbox.port(),
                    mailbox.login().map(Login::username).orElse(""),
                    mailbox.login().map(login -> login.secret().value()).orElse(""));
            return new ImapFolder(store, mailbox, settings);
        } catch (MessagingException | RuntimeException fault) {
            close(store);
            ReturnFolderFault why = fault(where(mailbox), mailbox.login(), fault);
            throw new ReturnFolderFault(
                    why.getMessage() + "; check host, port, security and login under bounces: in mailboxes.yaml", why);
        }
    }

    private static Properties properties(String protocol, BounceMailbox mailbox, ImapSettings settings) {
        var properties = new Properties();
        String prefix = "mail." + protocol + ".";
        // as text: a number of another type than int is taken for none, and none means for ever
        String reply = String.valueOf(settings.replyWithin().toMillis());
        properties.put(
                prefix + "connectiontimeout",
                String.valueOf(settings.connectWithin().toMillis()));
        properties.put(prefix + "timeout", reply);
        properties.put(prefix + "writetimeout", reply);
        properties.put(prefix + "ssl.socketFactory", settings.trust());
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
        boolean startTls = mailbox.security() == Security.STARTTLS;
        properties.put(prefix + "starttls.enable", startTls);
        properties.put(prefix + "starttls.required", startTls);
        mailbox.login()
                .ifPresent(login -> properties.put(
                        prefix + "auth.mechanisms",
                        switch (login.mechanism()) {
                            case PASSWORD -> "PLAIN LOGIN";
                            case XOAUTH2 -> "XOAUTH2";
                        }));
        return properties;
    }

    /** The folder's full name at this server; it is made where it is missing. */
    private static String prepared(Store store, String name) throws MessagingException {
        char separator = store.getDefaultFolder().getSeparator();
        Folder target = store.getFolder(name.replace('/', separator));
        if (!target.exists() && !target.create(Folder.HOLDS_MESSAGES)) {
            throw new MessagingException("the folder " + name + " cannot be made");
        }
        return target.getFullName();
    }

    @Override
    public List<Arrived> next() {
        var listed = new ArrayList<ImapCommands.Listed>();
        long bytes = 0;
        while (!left.isEmpty() && listed.size() < settings.mails()) {
            bytes += Math.min(left.peek().size(), settings.mailBytes());
            if (!listed.isEmpty() && bytes > settings.bytes()) {
                break;
            }
            listed.add(left.pop());
        }
        if (listed.isEmpty()) {
            return List.of();
        }
        try {
            List<Arrived> read = commands.read(listed);
            // mails that somebody else has moved meanwhile are nobody's loss
            return read.isEmpty() ? next() : read;
        } catch (MessagingException fault) {
            throw fault(where, Optional.empty(), fault);
        }
    }

    @Override
    public void handled(Collection<Arrived> mails) {
        move(mails, handled);
    }

    @Override
    public void unknown(Collection<Arrived> mails) {
        move(mails, unknown);
    }

    private void move(Collection<Arrived> mails, String target) {
        try {
            commands.move(
                    mails.stream().map(mail -> String.valueOf(mail.uid())).collect(Collectors.joining(",")), target);
        } catch (MessagingException fault) {
            throw fault(where, Optional.empty(), fault);
        }
    }

    @Override
    public void close() {
        close(store);
    }

    private static void close(@org.jspecify.annotations.Nullable Store store) {
        try {
            if (store != null) {
                store.close();
            }
        } catch (MessagingException gone) {
            // the connection is lost, and with it nothing
            return;
        }
    }

    private static String where(BounceMailbox mailbox) {
        return mailbox.host() + ":" + mailbox.port();
    }

    /** Some servers repeat the log-in that they refuse; then only their words go on, without the secret. */
    private static ReturnFolderFault fault(String where, Optional<Login> login, Exception fault) {
        String said =
                Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
        String message = login.map(known -> known.secret().takenOutOf(said)).orElse(said);
        String line = where + ": " + message.replaceAll("\\s*\\R\\s*", " ");
        return message.equals(said) ? new ReturnFolderFault(line, fault) : new ReturnFolderFault(line);
    }
}
