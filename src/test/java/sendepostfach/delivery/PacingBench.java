package sendepostfach.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.SiteRules;

/** The table that {@code bench/pacing} prints: the product's pacing and two simpler ones against hidden limits. */
final class PacingBench {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final Duration SLOW = Duration.ofMillis(500);
    /** What is configured: far more than any of the hidden limits. */
    static final SiteRules RULES = new SiteRules(Limit.parse("12000/min"), 20, 100);

    /** The rate that one would fix without knowing better. */
    private static final Limit FIXED = Limit.parse("60/min");

    private static final int FALLS_AT = 120;
    private static final int RISES_AT = 240;
    private static final int ENDS_AT = 420;

    private PacingBench() {}

    record Provider(String name, Duration latency, Supplier<HiddenLimit> limit) {}

    static Provider bucket(String rate) {
        double perSecond = Limit.parse(rate).perSecond();
        return new Provider(rate + " bucket", LATENCY, () -> HiddenLimit.bucket(perSecond, Duration.ofSeconds(10)));
    }

    static Provider window(String rate) {
        double perSecond = Limit.parse(rate).perSecond();
        return new Provider(rate + " window", LATENCY, () -> HiddenLimit.window(perSecond, MINUTE));
    }

    static Provider connections(int most) {
        return new Provider(most + " connections", SLOW, () -> HiddenLimit.connections(most, SLOW));
    }

    private static List<Provider> providers() {
        var all = new ArrayList<Provider>();
        for (String rate : List.of("5/min", "20/min", "1/s", "5/s", "20/s", "100/s")) {
            all.add(bucket(rate));
            all.add(window(rate));
        }
        all.add(connections(3));
        all.add(connections(10));
        return all;
    }

    /**
     * What happened, minute by minute: two hours at a limit, two at a tenth of it, three at the limit again.
     */
    record Played(List<PacingSimulation.Stretch> minutes) {
        PacingSimulation.Stretch from(int first, int end) {
            return PacingSimulation.Stretch.sum(minutes.subList(first, Math.min(end, minutes.size())));
        }

        double goodputOfSecondHour() {
            return from(60, FALLS_AT).goodput();
        }

        double refusedShare() {
            return from(0, FALLS_AT).refusedShare();
        }

        /** After how many minutes at most 2 %, or a single mail, are refused for an hour on; a day: never. */
        int adaptedToFall() {
            for (int minute = FALLS_AT; minute + 60 <= RISES_AT; minute++) {
                PacingSimulation.Stretch next = from(minute, minute + 60);
                if (next.accepted() > 0 && (next.refused() <= 1 || next.refusedShare() <= 0.02)) {
                    return minute - FALLS_AT;
                }
            }
            return NEVER;
        }

        /** After how many minutes the higher limit is used for ten minutes on; a day: never. */
        int adaptedToRise() {
            for (int minute = RISES_AT; minute + 10 <= ENDS_AT; minute++) {
                if (from(minute, minute + 10).goodput() >= 0.85) {
                    return minute - RISES_AT;
                }
            }
            return NEVER;
        }
    }

    private static final int NEVER = 24 * 60;

    static Played play(Sender sender, Provider provider, int minutes) {
        HiddenLimit limit = provider.limit().get();
        var simulation = new PacingSimulation(sender, limit, provider.latency());
        var played = new ArrayList<PacingSimulation.Stretch>();
        for (int minute = 0; minute < minutes; minute++) {
            limit.share = minute >= FALLS_AT && minute < RISES_AT ? 0.1 : 1;
            played.add(simulation.run(MINUTE));
        }
        return new Played(played);
    }

    static Played play(Sender sender, Provider provider) {
        return play(sender, provider, ENDS_AT);
    }

    static Sender.Product product() {
        return new Sender.Product(new SettableClock(PacingSimulation.START), RULES);
    }

    public static void main(String[] arguments) {
        boolean baselines = arguments.length == 0 || !arguments[0].equals("--ours");
        System.out.printf(
                "%-16s %-9s %8s %8s %9s %9s %8s %9s %8s%n",
                "hidden limit", "pacing", "hour 1", "hour 2", "refused", "fall: min", "goodput", "rise: min", "hour 7");
        boolean met = true;
        for (Provider provider : providers()) {
            Played ours = play(product(), provider);
            print(provider, "learned", ours);
            met &= ours.goodputOfSecondHour() >= 0.85
                    && ours.refusedShare() <= 0.02
                    && ours.adaptedToFall() <= 10
                    && ours.adaptedToRise() <= 120;
            if (baselines) {
                print(provider, "fixed", play(new Sender.Fixed(FIXED), provider));
                print(provider, "suspend", play(new Sender.SuspendThenFullSpeed(RULES), provider));
            }
        }
        System.out.println(
                "wanted: hour 2 at least 85 %, refused at most 2 %, fall within 10 min, rise within 120 min: "
                        + (met ? "met" : "not met"));
        System.exit(met ? 0 : 1);
    }

    private static void print(Provider provider, String pacing, Played played) {
        System.out.printf(
                Locale.ROOT,
                "%-16s %-9s %7.1f%% %7.1f%% %8.2f%% %9s %7.1f%% %9s %7.1f%%%n",
                provider.name(),
                pacing,
                100 * played.from(0, 60).goodput(),
                100 * played.goodputOfSecondHour(),
                100 * played.refusedShare(),
                minutes(played.adaptedToFall()),
                100 * played.from(FALLS_AT + 10, RISES_AT).goodput(),
                minutes(played.adaptedToRise()),
                100 * played.from(RISES_AT + 120, ENDS_AT).goodput());
    }

    private static String minutes(int minutes) {
        return minutes == NEVER ? "never" : String.valueOf(minutes);
    }
}
