package sendepostfach.preflight.spf;

import sendepostfach.campaign.Text;

/** A record or a macro that does not follow RFC 7208's grammar; the message says where and why. */
public final class SpfSyntaxFault extends RuntimeException {
    private final transient Text why;

    SpfSyntaxFault(Text why) {
        super(why.english());
        this.why = why;
    }

    /** The message in all languages. */
    Text why() {
        return why;
    }

    /** The same fault, naming the term that it is in. */
    SpfSyntaxFault in(String term) {
        return new SpfSyntaxFault(Text.of("\"%s\": %s", "\"%s\": %s", term, why));
    }
}
