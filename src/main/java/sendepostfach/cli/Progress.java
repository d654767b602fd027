package sendepostfach.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

import sendepostfach.batch.Outlook;
import sendepostfach.batch.Stopping;
import sendepostfach.campaign.CampaignEntry;
import sendepostfach.campaign.CampaignState;
import sendepostfach.campaign.Campaigns;
import sendepostfach.campaign.LaneEntry;
import sendepostfach.campaign.LaneState;
import sendepostfach.campaign.RecipientState;
import sendepostfach.delivery.Sleeper;
import sendepostfach.routing.SiteForecast;

/**
 * Follows a campaign and shows, a line a lane: a bar, counts by state, rate, time left, next run. On a terminal the lines are
 * drawn anew; elsewhere a line is printed when a lane's state changes, and all of them from time to time.
 */
final class Progress {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration PRINT_EVERY = Duration.ofSeconds(15);
    private static final int BAR = 20;

    private final Campaigns campaigns;
    private final Clock clock;
    private final Sleeper sleeper;
    private final Stopping stopping;
    private final long campaign;
    private final PrintStream out;
    private final boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
    private final Map<Integer, Speed> speeds = new TreeMap<>();
    private final Map<Integer, String> shownStates = new TreeMap<>();
    private final Outlook outlook;
    private Map<Integer, SiteForecast> forecasts = Map.of();
    private Instant forecastAgain = Instant.EPOCH;
    private Instant printed = Instant.EPOCH;
    private final Screen screen;

    Progress(App app, long campaign, PrintStream out) {
        this.campaigns = app.get(Campaigns.class);
        this.clock = app.get(Clock.class);
        this.sleeper = app.get(Sleeper.class);
        this.stopping = app.get(Stopping.class);
        this.outlook = app.get(Outlook.class);
        this.campaign = campaign;
        this.out = out;
        this.screen = new Screen(out);
    }

    void say(String line) {
        out.println(line);
        screen.interrupted();
    }

    /** Shows the campaign until it has ended or waits for a person; with {@code once} also until all that is left is put off. */
    void follow(boolean once) throws InterruptedException {
        while (!stopping.getAsBoolean()) {
            try {
                if (isAtItsEnd(once)) {
                    return;
                }
            } catch (DataAccessException | TransactionException away) {
                say("the database does not answer; going on when it does: " + away.getMessage());
            }
            synchronized (this) {
                sleeper.await(this, clock.instant().plus(LOOK_EVERY));
            }
        }
    }

    private boolean isAtItsEnd(boolean once) {
        CampaignEntry entry = campaigns.get(campaign);
        List<LaneEntry> lanes = campaigns.lanes(campaign);
        Instant now = clock.instant();
        if (entry.state() == CampaignState.RUNNING && !now.isBefore(forecastAgain)) {
            forecasts = outlook.of(campaign);
            forecastAgain = now.plus(PRINT_EVERY);
        }
        show(lanes, campaigns.tally(campaign), now, entry.state().isEnded());
        return entry.state() != CampaignState.RUNNING || waitsForOperator(lanes) || (once && isPutOff(lanes, now));
    }

    private static boolean isPutOff(List<LaneEntry> lanes, Instant now) {
        boolean left = lanes.stream().anyMatch(lane -> lane.state() != LaneState.DONE);
        return left
                && lanes.stream()
                        .allMatch(lane -> lane.state() == LaneState.DONE
                                || lane.nextRun().filter(now::isBefore).isPresent());
    }

    private static boolean waitsForOperator(List<LaneEntry> lanes) {
        boolean left = lanes.stream().anyMatch(lane -> lane.state() != LaneState.DONE);
        return left
                && lanes.stream()
                        .filter(lane -> lane.state() != LaneState.DONE)
                        .allMatch(lane -> lane.state() == LaneState.PAUSED
                                || (lane.state() == LaneState.SUSPENDED
                                        && lane.nextRun().isEmpty()));
    }

    private void show(
            List<LaneEntry> lanes, Map<Integer, Map<RecipientState, Integer>> tally, Instant now, boolean last) {
        var lines = new ArrayList<String>();
        boolean all = last || !now.isBefore(printed.plus(PRINT_EVERY));
        for (LaneEntry lane : lanes) {
            Map<RecipientState, Integer> states = tally.getOrDefault(lane.lane(), Map.of());
            String line = line(lane, states, now);
            String state = lane.state() + " " + lane.reason();
            boolean changed = !state.equals(shownStates.put(lane.lane(), state));
            if (terminal || all || changed) {
                lines.add(line);
            }
        }
        if (terminal) {
            screen.draw(lines, now);
        } else {
            lines.forEach(out::println);
        }
        printed = all ? now : printed;
    }

    private String line(LaneEntry lane, Map<RecipientState, Integer> states, Instant now) {
        int total = states.values().stream().mapToInt(Integer::intValue).sum();
        int open = states.entrySet().stream()
                .filter(each -> each.getKey().isOpen())
                .mapToInt(Map.Entry::getValue)
                .sum();
        int filled = total == 0 ? BAR : BAR * (total - open) / total;
        Speed speed = Objects.requireNonNull(
                speeds.merge(lane.lane(), new Speed(now, total - open, 0), (before, current) -> before.next(current)));
        var counts = new StringBuilder();
        states.forEach((state, n) -> {
            if (n > 0 && state != RecipientState.CLAIMED) {
                counts.append(' ')
                        .append(state.name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(n);
            }
        });
        return String.format(
                Locale.ROOT,
                "%-16.16s [%s%s] %3d%% %s%s",
                lane.name(),
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                total == 0 ? 100 : 100L * (total - open) / total,
                counts.toString().strip(),
                rest(lane, speed, open, now));
    }

    private String rest(LaneEntry lane, Speed speed, int open, Instant now) {
        return switch (lane.state()) {
            case DONE -> " - done";
            case PAUSED -> " - paused";
            case WAITING, DEFERRED, SUSPENDED -> {
                String next = lane.nextRun()
                        .map(at -> " in " + words(Duration.between(now, at)))
                        .orElse(lane.state() == LaneState.SUSPENDED ? ": an operator must act" : "");
                String why = lane.reason().isEmpty() ? "" : " (" + lane.reason() + ")";
                yield " - " + lane.state().name().toLowerCase(Locale.ROOT) + (next.isEmpty() ? "" : ", next run" + next)
                        + through(lane, now) + why;
            }
            case RUNNING ->
                speed.perSecond > 0.05
                        ? String.format(
                                        Locale.ROOT,
                                        " - %.1f/s, %s left",
                                        speed.perSecond,
                                        words(Duration.ofSeconds(Math.round(open / speed.perSecond))))
                                + missed(lane)
                        : " - running" + through(lane, now);
        };
    }

    /** When the lane will be through at the rates learned so far. */
    private String through(LaneEntry lane, Instant now) {
        return Optional.ofNullable(forecasts.get(lane.lane()))
                        .map(SiteForecast::ends)
                        .filter(now::isBefore)
                        .map(ends -> ", through in " + words(Duration.between(now, ends)))
                        .orElse("")
                + missed(lane);
    }

    private String missed(LaneEntry lane) {
        return Optional.ofNullable(forecasts.get(lane.lane()))
                .filter(SiteForecast::missesWindow)
                .map(forecast -> ", " + forecast.late() + " would miss the window")
                .orElse("");
    }

    private static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    /** How fast a lane decides, smoothed over the last looks. */
    private record Speed(Instant at, int decided, double perSecond) {
        private static final double WEIGHT = 0.2;

        Speed next(Speed current) {
            double seconds = Duration.between(at, current.at).toMillis() / 1000.0;
            if (seconds <= 0) {
                return this;
            }
            double rate = (current.decided - decided) / seconds;
            return new Speed(
                    current.at, current.decided, perSecond == 0 ? rate : perSecond + WEIGHT * (rate - perSecond));
        }
    }
}
