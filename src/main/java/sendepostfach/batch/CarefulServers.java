package sendepostfach.batch;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import sendepostfach.campaign.Mailbox;
import sendepostfach.delivery.CarefulMailbox;
import sendepostfach.delivery.SendingMailbox;

/** The mail servers as lanes use them: one try at a time until a login has worked. */
final class CarefulServers implements MailServers {
    private final MailServers servers;
    private final Clock clock;
    private final Map<Mailbox, SendingMailbox> careful = new ConcurrentHashMap<>();

    CarefulServers(MailServers servers, Clock clock) {
        this.servers = servers;
        this.clock = clock;
    }

    @Override
    public SendingMailbox open(Mailbox mailbox) {
        return careful.computeIfAbsent(mailbox, wanted -> new CarefulMailbox(servers.open(wanted), clock));
    }
}
