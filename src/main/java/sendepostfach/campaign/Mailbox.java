package sendepostfach.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The sending mailbox ("Sendepostfach"): an account on a mail server through which the program may send.
 *
 * @param name its name in the mailbox file
 * @param kind a real server, or the practice server inside the program
 * @param host the submission host; empty for the sandbox
 * @param port the submission port; 0 for the sandbox
 * @param security how the connection is protected
 * @param login what the server is told in AUTH; empty where it wants none
 * @param connections how many connections may be open at once
 * @param messagesPerConnection how many mails one connection carries before it is closed
 * @param limits what the account may do, all at once
 * @param envelopeSender MAIL FROM; {@code {token}} in it is replaced by each recipient's token; empty: the sender's address
 * @param sendingHosts the hosts that the mail finally leaves from
 * @param bounces where returned mail is read, if anywhere
 * @param unsubscribe how recipients end the mailings, if the mails shall say so
 */
public record Mailbox(
        String name,
        Kind kind,
        String host,
        int port,
        Security security,
        Optional<Login> login,
        int connections,
        int messagesPerConnection,
        List<Limit> limits,
        Optional<String> envelopeSender,
        List<String> sendingHosts,
        Optional<BounceMailbox> bounces,
        Optional<Unsubscribe> unsubscribe) {

    /** What stands behind a mailbox's name. */
    public enum Kind {
        /** A practice server inside the program: nothing leaves the machine. */
        SANDBOX,
        /** A real submission server. */
        SMTP
    }

    /** How a connection is protected. */
    public enum Security {
        /** TLS after STARTTLS (RFC 3207), which the server must offer. */
        STARTTLS,
        /** TLS from the first byte (RFC 8314). */
        TLS,
        /** In clear: for loopback. */
        NONE
    }

    /** What proves who the client is. */
    public record Login(String username, Secret secret, Mechanism mechanism) {}

    /** The SASL mechanism. */
    public enum Mechanism {
        /** PLAIN or LOGIN, whichever the server offers. */
        PASSWORD,
        /** An OAuth 2.0 bearer token (XOAUTH2). */
        XOAUTH2
    }

    /**
     * Where returned mail is read, by IMAP.
     *
     * @param host the IMAP server
     * @param port its port
     * @param security how the connection is protected
     * @param login who the program is there
     * @param folder where returned mails arrive
     * @param handled the folder for mails that were understood
     * @param unknown the folder for mails that a person has to look at
     * @param soft when mails that come back for reasons that may pass end the writing to an address
     */
    public record BounceMailbox(
            String host,
            int port,
            Security security,
            Optional<Login> login,
            String folder,
            String handled,
            String unknown,
            SoftBounces soft) {}

    /**
     * How often mails to an address may come back for reasons that may pass, such as a full mailbox.
     *
     * @param most the number that is too many
     * @param within the time in which they are counted
     */
    public record SoftBounces(int most, Duration within) {
        public static final SoftBounces DEFAULT = new SoftBounces(3, Duration.ofDays(30));

        public SoftBounces {
            if (most < 1 || within.isNegative() || within.isZero()) {
                throw new IllegalArgumentException(
                        "soft bounces are counted from 1 and within some time: " + most + " within " + within);
            }
        }
    }

    /**
     * How recipients end the mailings (RFC 2369, RFC 8058).
     *
     * @param url the address of the program's page, as the world sees it; each mail's token comes behind it
     * @param mailto where a mail ends them; {@code {token}} in it is replaced by the token, which else is in the subject
     */
    public record Unsubscribe(Optional<String> url, Optional<String> mailto) {
        public Unsubscribe {
            if (url.isEmpty() && mailto.isEmpty()) {
                throw new IllegalArgumentException("a way to unsubscribe needs a url or a mailto");
            }
        }
    }

    /** A mailbox whose mails do not say how to unsubscribe. */
    public Mailbox(
            String name,
            Kind kind,
            String host,
            int port,
            Security security,
            Optional<Login> login,
            int connections,
            int messagesPerConnection,
            List<Limit> limits,
            Optional<String> envelopeSender,
            List<String> sendingHosts,
            Optional<BounceMailbox> bounces) {
        this(
                name,
                kind,
                host,
                port,
                security,
                login,
                connections,
                messagesPerConnection,
                limits,
                envelopeSender,
                sendingHosts,
                bounces,
                Optional.empty());
    }

    public Mailbox {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a mailbox needs a name");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("mailbox " + name + ": connections must be at least 1: " + connections);
        }
        if (messagesPerConnection < 1) {
            throw new IllegalArgumentException(
                    "mailbox " + name + ": messages-per-connection must be at least 1: " + messagesPerConnection);
        }
        limits = List.copyOf(limits);
        sendingHosts = List.copyOf(sendingHosts);
    }

    public boolean isSandbox() {
        return kind == Kind.SANDBOX;
    }
}
