package sendepostfach.imap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.mail.MessagingException;

import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ByteArray;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.BASE64MailboxEncoder;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;

import sendepostfach.bounce.ReturnFolder.Arrived;

/**
 * The few commands that are needed, by the mails' UIDs (RFC 3501, 6.4.8): many mails are read with one command, and of each
 * one no more than is looked at.
 */
final class ImapCommands {
    /** A mail's number and size. */
    record Listed(long uid, long size) {}

    private final IMAPFolder folder;
    private final int mailBytes;

    ImapCommands(IMAPFolder folder, int mailBytes) {
        this.folder = folder;
        this.mailBytes = mailBytes;
    }

    /** All mails of the folder but those that are marked as deleted, in the order of their arrival. */
    List<Listed> list() throws MessagingException {
        var listed = new ArrayList<Listed>();
        if (folder.getMessageCount() > 0) {
            for (FetchResponse mail : fetch("1:*", "(UID RFC822.SIZE FLAGS)")) {
                UID uid = mail.getItem(UID.class);
                RFC822SIZE size = mail.getItem(RFC822SIZE.class);
                var flags = mail.getItem(org.eclipse.angus.mail.imap.protocol.FLAGS.class);
                boolean deleted = flags != null && flags.contains(jakarta.mail.Flags.Flag.DELETED);
                if (uid != null && size != null && !deleted) {
                    listed.add(new Listed(uid.uid, size.size));
                }
            }
        }
        listed.sort((a, b) -> Long.compare(a.uid, b.uid));
        return listed;
    }

    /** Reads mails; those that are not there any more are left out. */
    List<Arrived> read(List<Listed> mails) throws MessagingException {
        Map<Long, Long> sizes = new HashMap<>();
        mails.forEach(mail -> sizes.put(mail.uid, mail.size));
        String uids = mails.stream().map(mail -> String.valueOf(mail.uid)).collect(Collectors.joining(","));
        var read = new ArrayList<Arrived>();
        for (FetchResponse mail : fetch(uids, "(UID BODY.PEEK[]<0." + mailBytes + ">)")) {
            UID uid = mail.getItem(UID.class);
            BODY body = mail.getItem(BODY.class);
            ByteArray bytes = body == null ? null : body.getByteArray();
            if (uid != null && bytes != null && sizes.containsKey(uid.uid)) {
                read.add(new Arrived(uid.uid, bytes.getNewBytes(), sizes.getOrDefault(uid.uid, 0L)));
            }
        }
        return read;
    }

    /**
     * Moves mails (RFC 6851). Where the server cannot, it copies them and marks the originals as deleted, which are removed
     * only where just they can be (RFC 4315).
     */
    void move(String uids, String target) throws MessagingException {
        String name = BASE64MailboxEncoder.encode(target);
        folder.doCommand(protocol -> {
            if (protocol.hasCapability("MOVE")) {
                return done(protocol, "UID MOVE " + uids, new Argument().writeString(name));
            }
            done(protocol, "UID COPY " + uids, new Argument().writeString(name));
            done(protocol, "UID STORE " + uids + " +FLAGS.SILENT (\\Deleted)", null);
            return protocol.hasCapability("UIDPLUS") ? done(protocol, "UID EXPUNGE " + uids, null) : null;
        });
    }

    @SuppressWarnings("unchecked") // doCommand gives back what the command gave
    private List<FetchResponse> fetch(String uids, String items) throws MessagingException {
        Object fetched = folder.doCommand(protocol -> {
            var found = new ArrayList<FetchResponse>();
            for (Response response : done(protocol, "UID FETCH " + uids + " " + items, null)) {
                if (response instanceof FetchResponse mail) {
                    found.add(mail);
                }
            }
            return found;
        });
        return (List<FetchResponse>) fetched;
    }

    private static Response[] done(
            IMAPProtocol protocol, String command, @org.jspecify.annotations.Nullable Argument argument)
            throws ProtocolException {
        Response[] responses = protocol.command(command, argument);
        protocol.notifyResponseHandlers(responses);
        protocol.handleResult(responses[responses.length - 1]);
        return responses;
    }
}
