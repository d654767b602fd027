package sendepostfach.batch;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.Campaign;
import sendepostfach.campaign.Mailbox;
import sendepostfach.delivery.Due;
import sendepostfach.delivery.Envelope;
import sendepostfach.delivery.MailSource;
import sendepostfach.dkim.DkimSigner;
import sendepostfach.message.Addressee;
import sendepostfach.message.ComposedMail;
import sendepostfach.message.MailComposer;
import sendepostfach.message.MailTemplates;
import sendepostfach.suppression.UnsubscribeLinks;
import sendepostfach.token.MailId;
import sendepostfach.token.Purpose;
import sendepostfach.token.Tokens;

/** The mails of a campaign. A recipient's mail keeps its Message-ID for ever, so that a second copy can be recognised. */
public final class CampaignMails implements MailSource {
    /** Names a mail's campaign and row in the mail itself, for when it comes back. */
    private static final String ID_HEADER = "X-Sendepostfach-Id";

    private final String uid;
    private final Campaign campaign;
    private final Mailbox mailbox;
    private final List<String> header;
    private final MailComposer composer;
    private final DkimSigner signer;
    private final Tokens tokens;
    private final Clock clock;

    /**
     * @throws sendepostfach.campaign.InputFault where a template asks for a field that the list does not have, or a
     *     key to sign with cannot be read
     */
    public CampaignMails(LoadedCampaign loaded, List<String> header, Tokens tokens, Clock clock) {
        this(loaded.entry().uid(), loaded.campaign(), loaded.mailbox(), header, tokens, clock);
    }

    /** The mails of a campaign that perhaps is not in the ledger yet. */
    CampaignMails(String uid, Campaign campaign, Mailbox mailbox, List<String> header, Tokens tokens, Clock clock) {
        this.uid = uid;
        this.campaign = campaign;
        this.mailbox = mailbox;
        this.header = header;
        this.composer = new MailComposer(MailTemplates.compile(campaign.mail(), header, given(mailbox)));
        this.signer = DkimSigner.of(campaign.dkim());
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Outgoing mailFor(Due recipient) {
        var name = new MailId(uid, recipient.row());
        String id = tokens.sign(name, Purpose.RETURN);
        ComposedMail mail = compose(
                recipient.address(),
                recipient.displayName(),
                recipient.cells(),
                id,
                tokens.sign(name, Purpose.UNSUBSCRIBE));
        var envelope = new Envelope(envelopeSender(id), recipient.address(), id, mail.needsSmtpUtf8());
        return new Outgoing(envelope, mail.bytes());
    }

    /** The names that a mailbox gives to templates besides the list's columns. */
    static Set<String> given(Mailbox mailbox) {
        return mailbox.unsubscribe().flatMap(Mailbox.Unsubscribe::url).isPresent()
                ? Set.of(MailTemplates.UNSUBSCRIBE_URL)
                : Set.of();
    }

    /** The mail as it is made for a row without anything in it; its links to unsubscribe are samples. */
    public ComposedMail sample(Address to) {
        return compose(to, "", List.of(), "sample", UnsubscribeLinks.SAMPLE);
    }

    private ComposedMail compose(
            Address to, String displayName, List<String> cells, String id, String unsubscribeToken) {
        Map<String, String> fields = fields(cells);
        var headers = new LinkedHashMap<String, String>();
        headers.put(ID_HEADER, id);
        mailbox.unsubscribe()
                .map(where -> UnsubscribeLinks.of(where, unsubscribeToken))
                .ifPresent(links -> {
                    links.url().ifPresent(url -> fields.put(MailTemplates.UNSUBSCRIBE_URL, url));
                    headers.putAll(links.headers());
                });
        ComposedMail mail = composer.compose(new Addressee(
                to,
                Optional.of(displayName).filter(text -> !text.isBlank()),
                fields,
                id + "@" + campaign.mail().from().address().domain(),
                clock.instant(),
                headers));
        return mail.with(signer.sign(mail.bytes()));
    }

    /** MAIL FROM of the mail with an id. */
    private String envelopeSender(String id) {
        String from = campaign.mail().from().address().toString();
        return mailbox.envelopeSender().orElse(from).replace("{token}", id);
    }

    private Map<String, String> fields(List<String> cells) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < header.size(); i++) {
            fields.put(header.get(i), i < cells.size() ? cells.get(i) : "");
        }
        return fields;
    }
}
