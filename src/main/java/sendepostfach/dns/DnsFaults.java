package sendepostfach.dns;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import org.xbill.DNS.WireParseException;
import org.xbill.DNS.lookup.InvalidZoneDataException;
import org.xbill.DNS.lookup.RedirectLoopException;
import org.xbill.DNS.lookup.RedirectOverflowException;

import sendepostfach.campaign.Text;
import sendepostfach.dns.OneServer.UselessAnswer;

/** What lies behind the faults of asynchronous look-ups. */
final class DnsFaults {
    private DnsFaults() {}

    /** The fault without the wrapping that futures give it. */
    static Throwable cause(Throwable fault) {
        Throwable cause = fault;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** What went wrong, for people. */
    static Text reason(Throwable fault) {
        Throwable cause = cause(fault);
        if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
            return Text.of(
                    "the name server did not answer in time", "der Nameserver hat nicht rechtzeitig geantwortet");
        }
        if (cause instanceof UselessAnswer useless) {
            return useless.why();
        }
        if (cause instanceof RedirectLoopException) {
            return Text.of("its aliases (CNAME) lead in a circle", "die Aliasse (CNAME) führen im Kreis");
        }
        if (cause instanceof RedirectOverflowException) {
            return Text.of(
                    "too many aliases (CNAME) follow one another", "zu viele Aliasse (CNAME) folgen aufeinander");
        }
        if (cause instanceof WireParseException || cause instanceof InvalidZoneDataException) {
            return Text.of("the answer cannot be read (%s)", "die Antwort ist nicht lesbar (%s)", words(cause));
        }
        if (cause instanceof IOException) {
            return Text.of(
                    "the name server cannot be reached (%s)", "der Nameserver ist nicht erreichbar (%s)", words(cause));
        }
        return Text.of("the look-up failed (%s)", "die Abfrage ist gescheitert (%s)", words(cause));
    }

    /** What the fault says of itself, in English; other languages have its name. */
    private static Text words(Throwable cause) {
        String message = cause.getMessage();
        String name = cause.getClass().getSimpleName();
        return new Text(
                message == null || message.isBlank() ? name : Text.same(message).english(), name);
    }
}
