package sendepostfach.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

/** A job that recurs never starts twice on a day on which the clocks on the wall change. */
class DaylightSavingTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void inTheHourThatComesTwiceAJobStartsOnce() throws ParseException {
        List<ZonedDateTime> starts = starts("0 30 2 * * ?", LocalDate.of(2026, 10, 24), 3);
        assertThat(starts)
                .extracting(ZonedDateTime::toLocalDate)
                .containsExactly(LocalDate.of(2026, 10, 24), LocalDate.of(2026, 10, 25), LocalDate.of(2026, 10, 26));
    }

    @Test
    void whatFallsIntoTheHourThatIsLeftOutStartsTheNextDay() throws ParseException {
        List<ZonedDateTime> starts = starts("0 30 2 * * ?", LocalDate.of(2026, 3, 28), 3);
        assertThat(starts)
                .extracting(ZonedDateTime::toLocalDate)
                .containsExactly(LocalDate.of(2026, 3, 28), LocalDate.of(2026, 3, 30));
    }

    @Test
    void theTimeOnTheWallStays() throws ParseException {
        List<ZonedDateTime> starts = starts("0 0 8 * * ?", LocalDate.of(2026, 10, 24), 3);
        assertThat(starts).extracting(ZonedDateTime::getHour).containsOnly(8);
        assertThat(Duration.between(starts.get(0), starts.get(1))).isEqualTo(Duration.ofHours(25));
    }

    /** The starts within so many days from one on. */
    private static List<ZonedDateTime> starts(String cron, LocalDate from, int days) throws ParseException {
        CronExpression expression = Conductor.expression(cron, BERLIN);
        Instant end = from.plusDays(days).atStartOfDay(BERLIN).toInstant();
        var starts = new ArrayList<ZonedDateTime>();
        Date next = expression.getNextValidTimeAfter(
                Date.from(from.atStartOfDay(BERLIN).toInstant()));
        while (next.toInstant().isBefore(end)) {
            starts.add(next.toInstant().atZone(BERLIN));
            next = expression.getNextValidTimeAfter(next);
        }
        return starts;
    }
}
