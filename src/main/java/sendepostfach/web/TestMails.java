package sendepostfach.web;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import sendepostfach.batch.CampaignLoader;
import sendepostfach.batch.MailServers;
import sendepostfach.campaign.Address;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.Text;
import sendepostfach.delivery.Envelope;
import sendepostfach.delivery.SendingMailbox;
import sendepostfach.draft.Draft;
import sendepostfach.intake.AddressCheck;
import sendepostfach.intake.AddressResult;
import sendepostfach.intake.Candidate;
import sendepostfach.intake.ListFormat;
import sendepostfach.message.Addressee;
import sendepostfach.message.ComposedMail;
import sendepostfach.message.MailComposer;
import sendepostfach.message.MailTemplates;

/** Sends a draft's mail, filled with a row's fields, to a few people's own addresses. */
@Component
class TestMails {
    private final DraftDesk desk;
    private final CampaignLoader loader;
    private final MailServers servers;
    private final Clock clock;
    private final Path jobs;

    TestMails(
            DraftDesk desk,
            CampaignLoader loader,
            MailServers servers,
            Clock clock,
            @Value("${sendepostfach.jobs}") Path jobs) {
        this.desk = desk;
        this.loader = loader;
        this.servers = servers;
        this.clock = clock;
        this.jobs = jobs;
    }

    /** What the server said to a test mail. */
    public record Result(String to, boolean taken, String reply) {}

    /**
     * Sends them, one after the other.
     *
     * @throws InputFault where the draft or an address is wrong
     */
    List<Result> send(Draft draft, List<String> addresses, int row) throws InterruptedException {
        List<Address> to = addresses.stream().map(TestMails::address).toList();
        Campaign campaign = desk.campaign(draft);
        ListFormat format = desk.format(draft);
        Candidate candidate = desk.row(draft, format, row)
                .orElseThrow(() -> new InputFault(Text.of(
                        "the list has no row %d with an address",
                        "die Liste hat keine Zeile %d mit einer Adresse", row)));
        SendingMailbox mailbox = servers.open(loader.mailboxes(jobs).mailbox(campaign.mailbox()));
        var composer = new MailComposer(
                MailTemplates.compile(campaign.mail(), format.columns().names()));
        var results = new ArrayList<Result>();
        for (Address each : to) {
            results.add(send(campaign, composer, format, candidate, each, mailbox));
        }
        return results;
    }

    private Result send(
            Campaign campaign,
            MailComposer composer,
            ListFormat format,
            Candidate row,
            Address to,
            SendingMailbox mailbox)
            throws InterruptedException {
        Instant now = clock.instant();
        String id = "test." + Long.toString(now.toEpochMilli(), Character.MAX_RADIX) + "." + row.row();
        Map<String, String> fields = new HashMap<>(format.columns().fields(row.cells()));
        ComposedMail mail = composer.compose(new Addressee(
                to,
                Optional.of(row.displayName()).filter(name -> !name.isBlank()),
                fields,
                id + "@" + campaign.mail().from().address().domain(),
                now,
                Map.of()));
        SendingMailbox.Borrowed borrowed = mailbox.borrow();
        Reply reply;
        if (borrowed instanceof SendingMailbox.Borrowed.Ready ready) {
            try (SendingMailbox.Connection connection = ready.connection()) {
                String from = campaign.mail().from().address().toString();
                reply = connection.send(new Envelope(from, to, id, mail.needsSmtpUtf8()), mail.bytes());
            }
        } else {
            reply = ((SendingMailbox.Borrowed.Failed) borrowed).reply();
        }
        return new Result(to.toString(), reply.isPositive(), reply.oneLine());
    }

    private static Address address(String text) {
        if (AddressCheck.of(text) instanceof AddressResult.Valid valid) {
            return valid.address();
        }
        throw new InputFault(Text.of(
                "\"%s\" is not an address, write it like name@example.de",
                "\"%s\" ist keine Adresse; schreiben Sie sie wie name@example.de", text));
    }
}
