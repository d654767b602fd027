package sendepostfach.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The name servers that are asked: those of the machine, or one that a person has named. */
final class NameServers {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private final List<InetSocketAddress> addresses;
    private final Predicate<Message> usable;

    private NameServers(List<InetSocketAddress> addresses, Predicate<Message> usable) {
        this.addresses = addresses;
        this.usable = usable;
    }

    static NameServers ofSystem() {
        return ofSystem(SystemNameServers.find());
    }

    static NameServers ofSystem(List<InetSocketAddress> addresses) {
        return new NameServers(addresses, NameServers::knowsTheRoot);
    }

    static NameServers of(NameServer server) {
        return new NameServers(List.of(server.address()), answer -> true);
    }

    Resolver resolver(DnsSettings settings) {
        List<Resolver> each = addresses.stream()
                .<Resolver>map(address -> new OneServer(address, settings.timeout()))
                .toList();
        var all = new ExtendedResolver(each);
        all.setRetries(settings.tries());
        all.setTimeout(settings.timeout().multipliedBy((long) settings.tries() * addresses.size() + 1));
        return all;
    }

    /**
     * Whether DNS is worth asking: whether a name server answers within two seconds. One that a person has named may say
     * anything. One of the machine must know the root of DNS: on a machine that is shut off from the internet it often denies
     * every name, and every domain would be taken for one that does not exist.
     */
    boolean areUsable() {
        Message question = Message.newQuery(Record.newRecord(Name.root, Type.NS, DClass.IN));
        List<CompletableFuture<Boolean>> probes = addresses.stream()
                .map(address -> new SimpleResolver(address)
                        .sendAsync(question)
                        .toCompletableFuture()
                        .orTimeout(PROBE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                        .handle((answer, fault) -> fault == null && usable.test(answer)))
                .toList();
        return probes.stream().anyMatch(CompletableFuture::join);
    }

    private static boolean knowsTheRoot(Message answer) {
        return answer.getRcode() == Rcode.NOERROR
                && !answer.getSection(Section.ANSWER).isEmpty();
    }
}
