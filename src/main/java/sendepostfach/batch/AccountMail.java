package sendepostfach.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Mail;
import sendepostfach.campaign.Reply;
import sendepostfach.delivery.Envelope;
import sendepostfach.delivery.SendingMailbox;
import sendepostfach.dkim.DkimSigner;
import sendepostfach.message.Addressee;
import sendepostfach.message.ComposedMail;
import sendepostfach.message.MailComposer;
import sendepostfach.message.MailTemplates;
import sendepostfach.report.AccountFiles;

/** Mails the account to the sender: the summary, and the undelivered as CSV. */
final class AccountMail {
    private static final Logger LOG = LoggerFactory.getLogger(AccountMail.class);
    /** A longer file stays where it is: many servers refuse larger mails. */
    private static final long MOST_ATTACHED = 8L * 1024 * 1024;

    private final CampaignLoader loader;
    private final MailServers servers;
    private final Clock clock;

    AccountMail(CampaignLoader loader, MailServers servers, Clock clock) {
        this.loader = loader;
        this.servers = servers;
        this.clock = clock;
    }

    /** Sends the account's files, if somebody wants them. That the mail cannot be sent is no reason not to settle. */
    void send(long campaign, Path files) throws InterruptedException {
        LoadedCampaign loaded = loader.load(campaign);
        Optional<Address> to = loaded.campaign().reportTo();
        if (to.isEmpty()) {
            return;
        }
        SendingMailbox.Borrowed borrowed = servers.open(loaded.mailbox()).borrow();
        Reply reply;
        if (borrowed instanceof SendingMailbox.Borrowed.Ready ready) {
            try (SendingMailbox.Connection connection = ready.connection()) {
                ComposedMail mail = signed(loaded, compose(loaded, to.get(), files));
                String from = loaded.campaign().mail().from().address().toString();
                String id = loaded.entry().uid() + ".account";
                reply = connection.send(new Envelope(from, to.get(), id, mail.needsSmtpUtf8()), mail.bytes());
            }
        } else {
            reply = ((SendingMailbox.Borrowed.Failed) borrowed).reply();
        }
        if (!reply.isPositive()) {
            LOG.warn(
                    "the account of {} could not be mailed to {}: {}; it is in {}",
                    loaded.entry().name(),
                    to.get(),
                    reply.oneLine(),
                    files);
        }
    }

    /** The account is worth more than its signature: where the key cannot be read any more, it goes without. */
    private static ComposedMail signed(LoadedCampaign loaded, ComposedMail mail) {
        try {
            return mail.with(DkimSigner.of(loaded.campaign().dkim()).sign(mail.bytes()));
        } catch (InputFault noKey) {
            LOG.warn("the account of {} is not signed: {}", loaded.entry().name(), noKey.getMessage());
            return mail;
        }
    }

    private ComposedMail compose(LoadedCampaign loaded, Address to, Path files) {
        try {
            Path undelivered = files.resolve(AccountFiles.UNDELIVERED);
            List<Mail.File> attached = Files.size(undelivered) <= MOST_ATTACHED
                    ? List.of(new Mail.File(AccountFiles.UNDELIVERED, Files.readAllBytes(undelivered)))
                    : List.of();
            var mail = new Mail(
                    loaded.campaign().mail().from(),
                    Optional.empty(),
                    "Account of {{ campaign }}",
                    Optional.empty(),
                    Optional.of(new Mail.Part("account", "{{ summary }}")),
                    attached,
                    Map.of(),
                    Optional.empty());
            var templates = MailTemplates.compile(mail, List.of("campaign", "summary"));
            return new MailComposer(templates)
                    .compose(new Addressee(
                            to,
                            Optional.empty(),
                            Map.of(
                                    "campaign",
                                    loaded.entry().name(),
                                    "summary",
                                    Files.readString(files.resolve(AccountFiles.SUMMARY))),
                            loaded.entry().uid() + ".account@"
                                    + loaded.campaign().mail().from().address().domain(),
                            clock.instant(),
                            // no machine shall answer a machine (RFC 3834)
                            Map.of("Auto-Submitted", "auto-generated")));
        } catch (IOException cannot) {
            throw new UncheckedIOException("cannot read the account in " + files, cannot);
        }
    }
}
