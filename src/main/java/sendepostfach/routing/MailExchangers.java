package sendepostfach.routing;

import java.util.concurrent.CompletionStage;

/** Asks DNS for the mail hosts of domains. */
public interface MailExchangers {
    /**
     * The mail hosts of a domain. May be called for many domains at once, and from several threads.
     *
     * @param domain as A-labels, such as {@code example.org}
     * @return completes in finite time, and never with an exception: what goes wrong is {@link MxAnswer.NoAnswer}
     */
    CompletionStage<MxAnswer> of(String domain);
}
