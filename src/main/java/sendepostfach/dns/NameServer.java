package sendepostfach.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sendepostfach.campaign.InputFault;

/**
 * A name server.
 *
 * @param host an IPv4 or IPv6 address without brackets, or a name
 * @param port its port, 53 as a rule; UDP and TCP
 */
public record NameServer(String host, int port) {
    private static final int DNS_PORT = 53;
    private static final Pattern BRACKETED = Pattern.compile("\\[([0-9a-fA-F:.%\\w]+)](?::(\\d{1,5}))?");
    private static final Pattern PLAIN = Pattern.compile("([A-Za-z0-9._-]+)(?::(\\d{1,5}))?");
    private static final Pattern BARE_IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

    public NameServer {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a name server needs a host");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a name server's port is from 1 to 65535: " + port);
        }
    }

    /**
     * Reads {@code HOST:PORT}, {@code HOST} or {@code [IPv6]:PORT}.
     *
     * @throws InputFault naming the forms that are understood
     */
    public static NameServer parse(String text) {
        String written = text.strip();
        if (BARE_IPV6.matcher(written).matches()) {
            return new NameServer(written, DNS_PORT);
        }
        Matcher matcher = (written.startsWith("[") ? BRACKETED : PLAIN).matcher(written);
        if (!matcher.matches()) {
            throw notOne(text);
        }
        int port = matcher.group(2) == null ? DNS_PORT : Integer.parseInt(matcher.group(2));
        if (port < 1 || port > 65_535) {
            throw notOne(text);
        }
        return new NameServer(matcher.group(1), port);
    }

    /**
     * Where to send questions. A name is looked up by the system.
     *
     * @throws InputFault if there is no such host
     */
    public InetSocketAddress address() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException fault) {
            throw new InputFault("name server " + this + ": there is no host " + host + "; give its IP address", fault);
        }
    }

    private static InputFault notOne(String text) {
        return new InputFault("not a name server: \"" + text
                + "\"; write HOST:PORT, such as 192.0.2.53:53, [2001:db8::53]:53 or dns.example.org");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
