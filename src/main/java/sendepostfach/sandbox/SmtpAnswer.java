package sendepostfach.sandbox;

import sendepostfach.campaign.ReplyKind;

/** What a practice provider does instead of saying yes. */
sealed interface SmtpAnswer {
    /**
     * Says no. A reply with the code 421 also ends the connection (RFC 5321, section 3.8).
     *
     * @param text the reply
     * @param kind what has happened, for the counts
     */
    record Say(ReplyText text, ReplyKind kind) implements SmtpAnswer {}

    /**
     * Says nothing and breaks the connection.
     *
     * @param keepsMail whether the mail has arrived all the same, which the client cannot know
     */
    record Break(boolean keepsMail) implements SmtpAnswer {}
}
