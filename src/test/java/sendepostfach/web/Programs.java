package sendepostfach.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import sendepostfach.access.Person;
import sendepostfach.access.Tokens;
import sendepostfach.cli.Served;

/** Programs that act for somebody, by a token. */
final class Programs {
    private Programs() {}

    /** Lets whoever shows the token act for a person for a day. */
    static void allow(Served served, Person person, String token) {
        Instant now = served.get(Clock.class).instant();
        served.get(Tokens.class).add(person.id(), "test", TokenFilter.hash(token), now, now.plus(Duration.ofDays(1)));
    }
}
