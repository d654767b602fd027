package sendepostfach.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;

import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** What Quartz is going to fire, for people to look at. */
public final class Timetable {
    private final Scheduler quartz;

    Timetable(Scheduler quartz) {
        this.quartz = quartz;
    }

    /**
     * A trigger's next firing.
     *
     * @param group what it starts: a campaign ({@code launch}), a lane, a recurring job ({@code cron}), a settlement
     * @param name which: a campaign's number, or campaign/lane, or a recurring job's name
     * @param at when
     */
    public record Firing(String group, String name, Instant at) {}

    /** The next firings in order. */
    public List<Firing> next(int most) {
        try {
            var firings = new ArrayList<Firing>();
            for (TriggerKey key : quartz.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
                Trigger trigger = quartz.getTrigger(key);
                Date next = trigger == null ? null : trigger.getNextFireTime();
                if (next != null) {
                    firings.add(new Firing(key.getGroup(), key.getName(), next.toInstant()));
                }
            }
            firings.sort(Comparator.comparing(Firing::at));
            return firings.subList(0, Math.min(most, firings.size()));
        } catch (SchedulerException cannot) {
            throw new IllegalStateException("cannot ask Quartz for its triggers", cannot);
        }
    }
}
