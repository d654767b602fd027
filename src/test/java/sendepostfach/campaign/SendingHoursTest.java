package sendepostfach.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sending hours by the clock on the wall, also in the nights in which it is set. */
class SendingHoursTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);

    /** In 2026 Berlin's clocks go from 2 to 3 on 29 March and from 3 back to 2 on 25 October. */
    @ParameterizedTest
    @CsvSource({
        // the same time on the wall, an hour earlier or later in the world
        "08:00, 20:00, 2026-03-28T21:00+01:00, 2026-03-29T08:00+02:00",
        "08:00, 20:00, 2026-10-24T21:00+02:00, 2026-10-25T08:00+01:00",
        // a time that the night leaves out: the hours begin where clocks go on
        "02:30, 05:00, 2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00",
        // hours that the night leaves out begin a day later
        "02:00, 02:45, 2026-03-29T01:00+01:00, 2026-03-30T02:00+02:00",
        "02:00, 02:45, 2026-03-29T03:00+02:00, 2026-03-30T02:00+02:00",
        // a time that comes twice: the hours begin at the first, and again
        "02:30, 05:00, 2026-10-25T01:00+02:00, 2026-10-25T02:30+02:00",
        "02:30, 02:45, 2026-10-25T02:50+02:00, 2026-10-25T02:30+01:00",
        "01:00, 02:30, 2026-10-25T02:40+02:00, 2026-10-25T02:00+01:00",
        "01:00, 02:30, 2026-10-25T02:40+01:00, 2026-10-26T01:00+01:00"
    })
    void theNextOpeningIsWhatTheClockOnTheWallSays(
            LocalTime from, LocalTime to, ZonedDateTime now, ZonedDateTime opening) {
        var hours = new SendingHours(DAILY, from, to, BERLIN);

        assertThat(hours.nextOpening(now.toInstant())).isEqualTo(opening.toInstant());
    }

    @Test
    void aNextOpeningIsAlwaysTheFirstMomentThatIsOpen() {
        for (String day : new String[] {"2026-03-28T12:00:00Z", "2026-10-24T12:00:00Z"}) {
            for (String times :
                    new String[] {"00:00-02:15", "01:30-02:30", "02:00-03:00", "02:15-02:30", "23:00-00:00"}) {
                var hours = new SendingHours(
                        DAILY, LocalTime.parse(times.substring(0, 5)), LocalTime.parse(times.substring(6)), BERLIN);
                Instant start = Instant.parse(day);
                Instant next = Instant.MAX;
                for (int minute = 2 * 24 * 60; minute >= 0; minute--) {
                    Instant now = start.plusSeconds(60L * minute);
                    next = hours.areOpenAt(now) ? now : next;
                    if (next.isBefore(Instant.MAX)) {
                        assertThat(hours.nextOpening(now))
                                .as("%s at %s", times, now)
                                .isEqualTo(next);
                    }
                }
            }
        }
    }

    @Test
    void theHoursThatComeTwiceCloseTwice() {
        var hours = new SendingHours(DAILY, LocalTime.of(1, 0), LocalTime.of(2, 30), BERLIN);

        assertThat(hours.closingAfter(Instant.parse("2026-10-25T00:10:00Z"))).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(hours.closingAfter(Instant.parse("2026-10-25T01:10:00Z"))).isEqualTo("2026-10-25T01:30:00Z");
    }
}
