package sendepostfach.web;

import java.time.Clock;

import org.springframework.stereotype.Component;

import sendepostfach.access.AuditLog;
import sendepostfach.access.Deed;

/** Notes what the visitor does. */
@Component
class Audit {
    private final AuditLog log;
    private final Clock clock;

    Audit(AuditLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    void note(String action, String subject, String detail) {
        Visitor visitor = Frame.visitor();
        log.add(new Deed(clock.instant(), visitor == null ? "" : visitor.name(), action, subject, detail));
    }
}
