package sendepostfach.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.config.InitializationException;
import org.xbill.DNS.config.PropertyResolverConfigProvider;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;
import org.xbill.DNS.config.ResolverConfigProvider;
import org.xbill.DNS.config.WindowsResolverConfigProvider;

/**
 * The name servers of the machine. dnsjava's own {@code ResolverConfig} is not used: it is global, and where there is no search
 * list it also starts the naming services of the JVM, which takes seconds on a machine without a network.
 */
final class SystemNameServers {
    private SystemNameServers() {}

    static List<InetSocketAddress> find() {
        var places = List.<ResolverConfigProvider>of(
                new PropertyResolverConfigProvider(),
                new ResolvConfResolverConfigProvider(),
                new WindowsResolverConfigProvider());
        for (ResolverConfigProvider place : places) {
            List<InetSocketAddress> servers = serversOf(place);
            if (!servers.isEmpty()) {
                return servers;
            }
        }
        return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), SimpleResolver.DEFAULT_PORT));
    }

    private static List<InetSocketAddress> serversOf(ResolverConfigProvider place) {
        if (!place.isEnabled()) {
            return List.of();
        }
        try {
            place.initialize();
            return place.servers().stream()
                    .filter(server -> !server.isUnresolved())
                    .toList();
        } catch (InitializationException fault) {
            return List.of();
        }
    }
}
