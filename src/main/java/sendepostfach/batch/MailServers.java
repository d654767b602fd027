package sendepostfach.batch;

import sendepostfach.campaign.Mailbox;
import sendepostfach.delivery.SendingMailbox;

/** Opens sending mailboxes; each is opened once in a process and shared by all lanes and campaigns. */
@FunctionalInterface
public interface MailServers {
    SendingMailbox open(Mailbox mailbox);
}
