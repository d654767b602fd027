package sendepostfach.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;

import sendepostfach.campaign.UrlPasswords;

/** Named in {@code logback.xml}: what is logged, without the passwords in the addresses that drivers repeat. */
public final class WithoutPasswords extends CompositeConverter<ILoggingEvent> {
    @Override
    protected String transform(ILoggingEvent event, String text) {
        return UrlPasswords.takenOutOf(text);
    }
}
