package sendepostfach.report;

import java.time.Instant;
import java.util.List;

/** What the scheduler is going to start, for people to look at. */
public interface Timetable {
    /**
     * A trigger's next firing.
     *
     * @param group what it starts: a campaign ({@code launch}), a lane, a recurring job ({@code cron}), a settlement
     * @param name which: a campaign's number, or campaign/lane, or a recurring job's name
     * @param at when
     */
    record Firing(String group, String name, Instant at) {}

    /** The next firings in order. */
    List<Firing> next(int most);
}
