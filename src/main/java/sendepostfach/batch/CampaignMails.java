package sendepostfach.batch;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sendepostfach.campaign.Address;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.Envelope;
import sendepostfach.delivery.MailSource;
import sendepostfach.dkim.DkimSigner;
import sendepostfach.message.Addressee;
import sendepostfach.message.ComposedMail;
import sendepostfach.message.MailComposer;
import sendepostfach.message.MailTemplates;

/** The mails of a campaign. A recipient's mail keeps its Message-ID for ever, so that a second copy can be recognised. */
public final class CampaignMails implements MailSource {
    /** Names a mail's campaign and row in the mail itself, for when it comes back. */
    private static final String ID_HEADER = "X-Sendepostfach-Id";

    private final LoadedCampaign loaded;
    private final List<String> header;
    private final MailComposer composer;
    private final DkimSigner signer;
    private final Clock clock;

    /**
     * @throws sendepostfach.campaign.InputFault where a template asks for a field that the list does not have, or a
     *     key to sign with cannot be read
     */
    public CampaignMails(LoadedCampaign loaded, List<String> header, Clock clock) {
        this.loaded = loaded;
        this.header = header;
        this.composer = new MailComposer(MailTemplates.compile(loaded.campaign().mail(), header));
        this.signer = DkimSigner.of(loaded.campaign().dkim());
        this.clock = clock;
    }

    @Override
    public Outgoing mailFor(Due recipient) {
        String id = loaded.entry().uid() + "." + recipient.row();
        ComposedMail mail = compose(recipient.address(), recipient.displayName(), recipient.cells(), id);
        var envelope = new Envelope(envelopeSender(id), recipient.address(), id, mail.needsSmtpUtf8());
        return new Outgoing(envelope, mail.bytes());
    }

    /** The finished mail of a row. */
    public ComposedMail compose(Address to, String name, List<String> cells, String id) {
        ComposedMail mail = composer.compose(new Addressee(
                to,
                Optional.of(name).filter(text -> !text.isBlank()),
                fields(cells),
                id + "@" + loaded.campaign().mail().from().address().domain(),
                clock.instant(),
                Map.of(ID_HEADER, id)));
        return mail.with(signer.sign(mail.bytes()));
    }

    /** MAIL FROM of the mail with an id. */
    public String envelopeSender(String id) {
        String from = loaded.campaign().mail().from().address().toString();
        return loaded.mailbox().envelopeSender().orElse(from).replace("{token}", id);
    }

    private Map<String, String> fields(List<String> cells) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
            fields.put(header.get(i), i < cells.size() ? cells.get(i) : "");
        }
        return fields;
    }
}
