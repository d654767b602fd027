package sendepostfach.web;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import sendepostfach.campaign.UrlPasswords;

/** What went wrong in this process since it began: the warnings and errors of its log, without stack traces. */
@Component
class Mishaps {
    private static final int KEPT = 100;

    /**
     * Something that went wrong.
     *
     * @param at when
     * @param error whether something was not done; otherwise the program helped itself
     * @param words what the log says
     */
    public record Mishap(Instant at, boolean error, String words) {}

    private final Deque<Mishap> latest = new ArrayDeque<>();
    private final AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                add(new Mishap(
                        event.getInstant(),
                        event.getLevel().isGreaterOrEqual(Level.ERROR),
                        UrlPasswords.takenOutOf(event.getFormattedMessage())));
            }
        }
    };

    private synchronized void add(Mishap mishap) {
        if (latest.size() == KEPT) {
            latest.removeFirst();
        }
        latest.addLast(mishap);
    }

    /** The latest, at most a hundred, the last one first. */
    synchronized List<Mishap> latest() {
        var all = new ArrayList<>(latest);
        Collections.reverse(all);
        return all;
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger("sendepostfach");
    }

    @PostConstruct
    void listen() {
        ear.setContext(log().getLoggerContext());
        ear.start();
        log().addAppender(ear);
    }

    @PreDestroy
    void stop() {
        log().detachAppender(ear);
        ear.stop();
    }
}
