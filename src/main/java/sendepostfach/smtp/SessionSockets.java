package sendepostfach.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * Makes a session's socket, plain and then perhaps TLS over it, and knows which one is in use, so that the session can write to
 * it. Sockets send at once (TCP_NODELAY): else every mail's last packet waits for an acknowledgement, about 40 ms.
 */
final class SessionSockets {
    private final SSLSocketFactory trust;
    private @Nullable Socket current;

    SessionSockets(SSLSocketFactory trust) {
        this.trust = trust;
    }

    /** The socket in use: what is written to it reaches the server, protected where it has to be. */
    Socket current() throws IOException {
        Socket socket = current;
        if (socket == null) {
            throw new IOException("there is no connection");
        }
        return socket;
    }

    /** The server's certificate, once it has shown one. */
    Optional<X509Certificate> certificate() {
        try {
            return current instanceof SSLSocket tls
                            && tls.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    private Socket use(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        current = socket;
        return socket;
    }

    /** For connections that begin in clear. */
    SocketFactory plain() {
        return new Plain();
    }

    /** For TLS from the first byte, and over a socket that is open. */
    SSLSocketFactory tls() {
        return new Tls();
    }

    private final class Plain extends SocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return use(new Socket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return use(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return use(new Socket(host, port, from, fromPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return use(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return use(new Socket(host, port, from, fromPort));
        }
    }

    private final class Tls extends SSLSocketFactory {
        @Override
        public Socket createSocket() throws IOException {
            return use(trust.createSocket());
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return use(trust.createSocket(socket, host, port, autoClose));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return use(trust.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return use(trust.createSocket(host, port, from, fromPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return use(trust.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return use(trust.createSocket(host, port, from, fromPort));
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return trust.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return trust.getSupportedCipherSuites();
        }
    }
}
