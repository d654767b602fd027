package sendepostfach.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.delivery.MailSource.Outgoing;

/**
 * Mail transactions on a connection, pipelined where the server offers it (RFC 2920): MAIL, RCPT and DATA go in one write, and
 * the next mail's in the same write as this mail's end, so that a mail costs one round trip. Replies are told apart by counting
 * alone, so a server that says more or less than it was asked is not talked to any further.
 */
final class Dialogue {
    private final Wire wire;
    private final Offers offers;
    private final EnvelopeCommands commands;
    private final ByteArrayOutputStream group = new ByteArrayOutputStream(16 * 1024);
    private Phase phase = Phase.MAIL;
    private @Nullable Outgoing ahead;
    private boolean open;
    private boolean ended;

    /** @param offers what the server offered; without PIPELINING every command waits for its reply */
    Dialogue(Wire wire, Offers offers) {
        this.wire = wire;
        this.offers = offers;
        this.commands = new EnvelopeCommands(offers);
    }

    /** Whether another mail can be sent, as far as is known without asking the server. */
    boolean isUsable() {
        return !ended;
    }

    /** Whether a mail's envelope has gone ahead, and that mail must be next. */
    boolean isAhead() {
        return ahead != null && !ended;
    }

    /** Whether the server still answers, asked by a NOOP. */
    boolean answers(Duration within) {
        try {
            if (ended || ahead != null || wire.hasUnreadReply()) {
                return false;
            }
            wire.write(new byte[] {'N', 'O', 'O', 'P', '\r', '\n'});
            return wire.readWithin(within).isDone();
        } catch (IOException gone) {
            ended = true;
            return false;
        }
    }

    /**
     * One mail transaction; the reply that decides it. Without a code: the connection is of no use any more, and where that
     * is in phase BODY, the server may have taken the mail.
     *
     * @param next the mail that comes after this one, if it is known; its envelope goes ahead where the server allows it
     */
    Reply send(Outgoing mail, Optional<Outgoing> next) {
        if (ended) {
            throw new IllegalStateException("the connection has ended");
        }
        if (ahead != null && !ahead.equals(mail)) {
            throw new IllegalStateException("another mail's envelope has gone ahead");
        }
        Optional<Reply> impossible = commands.refusal(mail);
        if (impossible.isPresent()) {
            return impossible.get();
        }
        try {
            phase = Phase.MAIL;
            Optional<Reply> refused = envelope(mail);
            return refused.isPresent() ? refused.get() : content(mail, next.filter(this::mayGoAhead));
        } catch (IOException trouble) {
            ended = true;
            return Reply.none(phase, trouble(trouble));
        }
    }

    /** What the server says to an envelope sender; the transaction ends there, no mail is sent. */
    Reply trySender(String sender) {
        try {
            phase = Phase.MAIL;
            write("MAIL FROM:<" + sender + ">");
            WireReply reply = done(read());
            if (!reply.closes()) {
                write("RSET");
                done(read());
            }
            return reply.in(Phase.MAIL);
        } catch (IOException broken) {
            ended = true;
            return Reply.none(phase, trouble(broken));
        }
    }

    private static String trouble(IOException trouble) {
        return Objects.requireNonNullElse(
                trouble.getMessage(), trouble.getClass().getSimpleName());
    }

    private boolean mayGoAhead(Outgoing next) {
        return offers.pipelining() && commands.refusal(next).isEmpty();
    }

    /** Empty when the server waits for the mail. */
    private Optional<Reply> envelope(Outgoing mail) throws IOException {
        if (ahead != null) {
            ahead = null;
            return answersToEnvelope(true);
        }
        if (wire.hasUnreadReply()) {
            return Optional.of(unasked());
        }
        if (!offers.pipelining()) {
            return stepByStep(mail);
        }
        group.reset();
        boolean reset = open;
        if (reset) {
            EnvelopeCommands.append(group, "RSET");
        }
        appendEnvelope(mail);
        wire.write(group.toByteArray());
        if (reset) {
            WireReply reply = read();
            if (!reply.isDone()) {
                return Optional.of(end(reply.in(Phase.MAIL)));
            }
        }
        return answersToEnvelope(false);
    }

    private void appendEnvelope(Outgoing mail) {
        EnvelopeCommands.append(group, commands.mail(mail));
        EnvelopeCommands.append(group, commands.rcpt(mail));
        EnvelopeCommands.append(group, "DATA");
    }

    /** The answers to MAIL, RCPT and DATA that were written in one: each is there, whatever the ones before it say. */
    private Optional<Reply> answersToEnvelope(boolean wentAhead) throws IOException {
        open = true;
        phase = Phase.MAIL;
        WireReply mail = done(read());
        if (wentAhead && mail.code() == WireReply.BAD_SEQUENCE) {
            // it did not take the mail before as ended; a connection of its own does not have this trouble
            throw outOfStep(mail);
        }
        if (mail.closes()) {
            return Optional.of(end(mail.in(Phase.MAIL)));
        }
        Optional<Reply> refused = mail.isRefusal() ? Optional.of(mail.in(Phase.MAIL)) : Optional.empty();
        try {
            if (refused.isEmpty()) {
                phase = Phase.RCPT;
            }
            WireReply rcpt = done(read());
            if (refused.isPresent() && rcpt.isDone()) {
                throw outOfStep(rcpt);
            }
            if (rcpt.isRefusal()) {
                refused = refused.or(() -> Optional.of(rcpt.in(Phase.RCPT)));
            }
            if (rcpt.closes()) {
                return Optional.of(end(refused.orElseThrow()));
            }
            if (refused.isEmpty()) {
                phase = Phase.DATA;
            }
            return answerToData(refused);
        } catch (OutOfStep uncertainWhoseReply) {
            throw uncertainWhoseReply;
        } catch (IOException brokenAfterARefusal) {
            // what was refused before stays refused
            return Optional.of(end(refused.orElseThrow(() -> brokenAfterARefusal)));
        }
    }

    private Optional<Reply> answerToData(Optional<Reply> refused) throws IOException {
        WireReply data = read();
        if (data.isDone()) {
            throw outOfStep(data);
        }
        if (data.closes()) {
            return Optional.of(end(refused.orElseGet(() -> data.in(Phase.DATA))));
        }
        if (data.isRefusal()) {
            return refused.or(() -> Optional.of(data.in(Phase.DATA)));
        }
        if (refused.isPresent()) {
            // RFC 2920, section 3.1: a server that takes DATA without a recipient gets an empty mail, which it refuses
            group.reset();
            DotStuffing.append(group, new byte[0]);
            wire.write(group.toByteArray());
            open = !read().isDone();
        }
        return refused;
    }

    private Optional<Reply> stepByStep(Outgoing mail) throws IOException {
        Optional<Reply> refused = open ? step(Phase.MAIL, "RSET") : Optional.empty();
        open = true;
        refused = refused.isPresent() ? refused : step(Phase.MAIL, commands.mail(mail));
        refused = refused.isPresent() ? refused : step(Phase.RCPT, commands.rcpt(mail));
        if (refused.isPresent()) {
            return refused;
        }
        phase = Phase.DATA;
        write("DATA");
        WireReply data = read();
        if (data.isDone()) {
            throw outOfStep(data);
        }
        return data.isRefusal() ? Optional.of(ofRefusal(data, Phase.DATA)) : Optional.empty();
    }

    private Optional<Reply> step(Phase in, String command) throws IOException {
        phase = in;
        write(command);
        WireReply reply = done(read());
        return reply.isRefusal() ? Optional.of(ofRefusal(reply, in)) : Optional.empty();
    }

    private void write(String command) throws IOException {
        group.reset();
        EnvelopeCommands.append(group, command);
        wire.write(group.toByteArray());
    }

    private Reply content(Outgoing mail, Optional<Outgoing> next) throws IOException {
        phase = Phase.DATA;
        if (wire.hasUnreadReply()) {
            // a reply that comes before its time must not be taken for the one to this mail
            return unasked();
        }
        group.reset();
        DotStuffing.append(group, mail.mail());
        next.ifPresent(this::appendEnvelope);
        byte[] octets = group.toByteArray();
        int rest;
        try {
            rest = wire.writeAllButTheEnd(octets);
        } catch (IOException stopped) {
            return whySending(stopped);
        }
        if (!mail.envelope().right().getAsBoolean()) {
            // a process that stood still for a while must not finish a mail that another one has taken over
            throw new IOException("the right to send this mail has ended");
        }
        // from here on the server may have the whole mail
        phase = Phase.BODY;
        wire.write(octets, rest, octets.length - rest);
        ahead = next.orElse(null);
        WireReply reply = read();
        if (reply.asksToGoOn()) {
            throw outOfStep(reply);
        }
        // RFC 5321, section 4.1.1.4: with the end of the mail the transaction is over, however it is answered
        open = false;
        return reply.isRefusal() ? ofRefusal(reply, Phase.BODY) : reply.in(Phase.BODY);
    }

    /** A server that refuses a mail in its middle often says why before it closes. */
    private Reply whySending(IOException stopped) throws IOException {
        ended = true;
        if (wire.hasUnreadReply()) {
            WireReply reply = wire.read();
            if (reply.isRefusal()) {
                return reply.in(Phase.BODY);
            }
        }
        throw stopped;
    }

    /** What a server says without being asked, when no mail of ours is complete there. */
    private Reply unasked() throws IOException {
        WireReply reply = read();
        if (reply.closes()) {
            return end(reply.in(phase));
        }
        throw outOfStep(reply);
    }

    private WireReply read() throws IOException {
        WireReply reply = wire.read();
        ended |= reply.closes();
        return reply;
    }

    private static WireReply done(WireReply reply) throws IOException {
        if (reply.asksToGoOn()) {
            throw outOfStep(reply);
        }
        return reply;
    }

    private Reply ofRefusal(WireReply reply, Phase in) {
        if (reply.closes()) {
            ahead = null;
        }
        return reply.in(in);
    }

    private Reply end(Reply reply) {
        ended = true;
        ahead = null;
        return reply;
    }

    private static OutOfStep outOfStep(WireReply reply) {
        return new OutOfStep(reply);
    }

    /** Nobody can say any more which reply belongs to which command. */
    private static final class OutOfStep extends IOException {
        OutOfStep(WireReply reply) {
            super("connection broken off: the server's replies do not fit what it was asked: "
                    + reply.text().replace('\n', ' '));
        }
    }
}
