package sendepostfach.sandbox;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/** Decides at the greeting: counts the open connections and asks the account's traits. */
final class Doorman implements SessionHandler {
    private static final ReplyText TOO_MANY = ReplyText.parse("421 4.7.0 {host} Error: too many connections from {ip}");

    private final Reception reception;
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    Doorman(Reception reception, int most) {
        this.reception = reception;
        this.most = most;
    }

    @Override
    public SessionAcceptance accept(Session session) {
        boolean hasRoom = open.incrementAndGet() <= most;
        if (isWelcome(session, hasRoom)) {
            return SessionAcceptance.success();
        }
        open.decrementAndGet();
        session.quit();
        // The client has its answer and the connection is closed: this one reaches nobody.
        return SessionAcceptance.failure(421, "4.7.0 closed");
    }

    @Override
    public void onSessionEnd(Session session) {
        open.decrementAndGet();
    }

    private boolean isWelcome(Session session, boolean hasRoom) {
        Attempt attempt = Attempt.toConnect(reception.newId(), ip(session));
        try {
            if (hasRoom) {
                return Wire.answer(session, reception.account(), Phase.CONNECT, attempt)
                        .isEmpty();
            }
            var answer = new SmtpAnswer.Say(TOO_MANY, ReplyKind.RATE_LIMITED);
            reception.account().count(answer);
            Wire.give(session, answer, attempt);
            return false;
        } catch (IOException clientHasGone) {
            return false;
        }
    }

    static String ip(Session session) {
        return session.getRemoteAddress().getAddress().getHostAddress();
    }
}
