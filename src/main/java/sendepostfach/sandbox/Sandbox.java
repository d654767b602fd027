package sendepostfach.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.subethamail.smtp.server.SMTPServer;

/**
 * A running practice server. It listens on a port of its own on the loopback interface and sends nothing anywhere: a mail
 * that a practice provider accepts is kept as a file, or only counted.
 */
public final class Sandbox implements AutoCloseable {
    static final String HOST = "sandbox.localhost";
    private static final int CONNECTIONS_WAITING = 1_000;
    private static final int SILENCE_MINUTES = 5;

    private final Reception reception;
    private final SMTPServer server;

    private Sandbox(Reception reception, SMTPServer server) {
        this.reception = reception;
        this.server = server;
    }

    /** Starts a sandbox; it accepts connections when this returns. */
    public static Sandbox start(SandboxSettings settings) {
        var reception = new Reception(settings);
        AccountRules account = settings.rules().account();
        SMTPServer.Builder builder = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName(HOST)
                .softwareName("sendepostfach practice server")
                .backlog(CONNECTIONS_WAITING)
                .maxConnections(account.connections() + CONNECTIONS_WAITING)
                .connectionTimeout(SILENCE_MINUTES, TimeUnit.MINUTES)
                .maxMessageSize(account.size())
                .executorService(new SessionThreads())
                .sessionHandler(new Doorman(reception, account.connections()))
                .messageHandlerFactory(context -> new MailTransaction())
                .serverThreadName("sandbox")
                .serverSocketFactory(PromptServerSocket::new);
        if (account.login() != AccountRules.Login.NONE) {
            builder.authenticationHandlerFactory(new PracticeLogin(account.login(), reception.account()));
        }
        SMTPServer server = builder.build();
        server.getCommandHandler().addCommand(new EhloCommand());
        server.getCommandHandler().addCommand(new MailCommand(reception));
        server.getCommandHandler().addCommand(new RcptCommand(reception));
        server.getCommandHandler().addCommand(new DataCommand(reception));
        server.getCommandHandler().addCommand(new UnknownCommand("BDAT"));
        server.start();
        return new Sandbox(reception, server);
    }

    /** The port on the loopback interface. */
    public int port() {
        return server.getPortAllocated();
    }

    /** What has come so far. */
    public SandboxCounts counts() {
        return reception.counts();
    }

    /** Where accepted mails are kept; empty where they are only counted. */
    public Optional<Path> mailDirectory() {
        return reception.mailDirectory();
    }

    /** Ends all connections and stops. A slow provider's wait ends at once. */
    @Override
    public void close() {
        server.stop();
    }

    /** Sends each reply at once: several small replies to pipelined commands must not wait for the client's ACK. */
    private static final class PromptServerSocket extends ServerSocket {
        PromptServerSocket() throws IOException {
            super();
        }

        @Override
        public Socket accept() throws IOException {
            Socket socket = super.accept();
            socket.setTcpNoDelay(true);
            return socket;
        }
    }
}
