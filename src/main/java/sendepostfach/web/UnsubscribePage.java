package sendepostfach.web;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import sendepostfach.suppression.UnsubscribeLinks;
import sendepostfach.suppression.Unsubscriptions;
import sendepostfach.suppression.Unsubscriptions.Subscriber;
import sendepostfach.token.MailId;
import sendepostfach.token.Purpose;
import sendepostfach.token.Tokens;

/**
 * Where recipients end the mailings, without a login: their mail's token is their right. Reading the page changes nothing,
 * since link scanners read every page; only a POST does, from the page's buttons or from a mail program's own (RFC 8058).
 */
@RestController
@RequestMapping("/unsubscribe")
final class UnsubscribePage {
    private final Tokens tokens;
    private final Unsubscriptions unsubscriptions;
    private final Clock clock;

    UnsubscribePage(Tokens tokens, Unsubscriptions unsubscriptions, Clock clock) {
        this.tokens = tokens;
        this.unsubscriptions = unsubscriptions;
        this.clock = clock;
    }

    @GetMapping("/{token}")
    ResponseEntity<String> page(@PathVariable String token, Locale language) {
        var text = UnsubscribeText.in(language);
        if (token.equals(UnsubscribeLinks.SAMPLE)) {
            return answer(HttpStatus.OK, text.sample());
        }
        return mail(token)
                .flatMap(unsubscriptions::find)
                .map(subscriber -> answer(HttpStatus.OK, text.question(masked(subscriber), subscriber.sender())))
                .orElseGet(() -> answer(HttpStatus.NOT_FOUND, text.unknown()));
    }

    /**
     * @param choice {@code all} from the page's second button
     * @param oneClick what mail programs send (RFC 8058, 3.2)
     */
    @PostMapping("/{token}")
    ResponseEntity<String> unsubscribe(
            @PathVariable String token,
            @RequestParam(name = "choice", defaultValue = "sender") String choice,
            @RequestParam(name = "List-Unsubscribe", defaultValue = "") String oneClick,
            Locale language) {
        var text = UnsubscribeText.in(language);
        if (token.equals(UnsubscribeLinks.SAMPLE)) {
            return answer(HttpStatus.OK, text.sample());
        }
        boolean all = choice.equals("all");
        String how = oneClick.isEmpty() ? "by link" : "by one click";
        return mail(token)
                        .filter(mail -> unsubscriptions.end(mail, all, how, clock.instant()))
                        .isPresent()
                ? answer(HttpStatus.OK, text.done())
                : answer(HttpStatus.NOT_FOUND, text.unknown());
    }

    private Optional<MailId> mail(String token) {
        return tokens.verify(token, Purpose.UNSUBSCRIBE);
    }

    /** Enough to recognise one's own address by, for mails are passed on. */
    private static String masked(Subscriber subscriber) {
        String local = subscriber.recipient().localPart();
        return local.substring(0, local.offsetByCodePoints(0, 1)) + "…@"
                + subscriber.recipient().domain();
    }

    private static ResponseEntity<String> answer(HttpStatus status, String html) {
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body(html);
    }
}
