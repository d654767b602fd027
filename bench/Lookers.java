import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * People who look at a campaign while it is delivered: each opens a page, stays for four seconds, and goes on to the next; the
 * campaign's own page fetches its live part every other second meanwhile, as the script in it does. In turns with as long a time in
 * which nobody looks. Prints for each kind of page how long answers took, how fast delivery was with and without them, and what
 * a page costs in the product's processor time (what is spent while people look, less what its mails cost while nobody does); the
 * exit code is 1 where a 95th percentile is above 300 ms or delivery lost 5 % or more.
 *
 * <pre>java -cp LIBRARIES bench/Lookers.java BASE NAME PASSWORD CAMPAIGN RECIPIENT PEOPLE SECONDS ROUNDS JDBC-URL PID-OF-THE-PRODUCT</pre>
 */
final class Lookers {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");
    private static final int STAYS_SECONDS = 4;
    private static final int LIVE_SECONDS = 2;
    private static final int WARM_SECONDS = 60;
    private static final int WANTED_MILLIS = 300;
    private static final double MAY_LOSE = 0.05;

    private static final Map<String, List<Long>> TIMES = new ConcurrentHashMap<>();

    /** Whether people go on to the next page at once. */
    private static volatile boolean hurry;

    private Lookers() {}

    public static void main(String[] args) throws Exception {
        String campaign = "/campaigns/" + args[3];
        List<String> pages = List.of(
                campaign,
                "/campaigns",
                campaign,
                campaign + "/account",
                "/recipients?q=" + URLEncoder.encode(args[4], StandardCharsets.UTF_8),
                campaign + "/recipients/4711",
                campaign + "/recipients?state=DEFERRED",
                campaign + "/recipients?state=REFUSED",
                campaign,
                campaign + "/recipients?state=QUEUED",
                campaign + "/steer/restart",
                "/operations",
                "/suppression",
                "/audit",
                "/api",
                "/me");
        int people = Integer.parseInt(args[5]);
        int seconds = Integer.parseInt(args[6]);
        int rounds = Integer.parseInt(args[7]);
        var lookers = new ArrayList<Looker>();
        for (int i = 0; i < people; i++) {
            var looker = new Looker(args[0], pages, i);
            looker.logIn(args[1], args[2]);
            lookers.add(looker);
        }
        var alone = new ArrayList<Double>();
        var looked = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        try (Connection database = DriverManager.getConnection(args[8])) {
            // a server that was started just now runs its pages uncompiled, and that is not what people meet all day
            hurry = true;
            rate(database, WARM_SECONDS, lookers);
            System.out.printf("%d answers to warm up, in %d s%n", answers(), WARM_SECONDS);
            hurry = false;
            TIMES.clear();
            for (int round = 1; round <= rounds; round++) {
                long spentBefore = cpuMillis(args[9]);
                double before = rate(database, seconds, List.of());
                long spentAlone = cpuMillis(args[9]) - spentBefore;
                int pagesBefore = answers();
                long spentThen = cpuMillis(args[9]);
                double during = rate(database, seconds, lookers);
                long spentLooked = cpuMillis(args[9]) - spentThen;
                double aPage = (spentLooked - during * spentAlone / before) / (answers() - pagesBefore);
                double after = rate(database, seconds, List.of());
                double without = (before + after) / 2;
                alone.add(without);
                looked.add(during);
                ratios.add(during / without);
                System.out.printf(
                        "round %d: %.0f mails/s, with %d people looking %.0f, then %.0f: %.3f; %.0f ms of processor time"
                                + " a page; load average %s%n",
                        round, before, people, during, after, during / without, aPage, load());
            }
        }
        boolean fast = print();
        double ratio = median(ratios);
        System.out.printf(
                "delivery: %.0f mails/s, with %d people looking %.0f: %.3f of it (wanted: more than %.2f)%n",
                median(alone), people, median(looked), ratio, 1 - MAY_LOSE);
        System.exit(fast && ratio > 1 - MAY_LOSE ? 0 : 1);
    }

    /** Mails a second, while some look. */
    private static double rate(Connection database, int seconds, List<Looker> lookers) throws Exception {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        var threads = new ArrayList<Thread>();
        for (Looker looker : lookers) {
            var thread = new Thread(() -> looker.look(end));
            thread.start();
            threads.add(thread);
        }
        long began = System.nanoTime();
        long first = accepted(database);
        Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
        long last = accepted(database);
        double took = (System.nanoTime() - began) / 1e9;
        for (Thread thread : threads) {
            thread.join();
        }
        return (last - first) / took;
    }

    private static long accepted(Connection database) throws Exception {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT SUM(n) FROM tally WHERE state = 'ACCEPTED'")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** What the product has spent on processors, in user and system mode; a tick is 10 ms. */
    private static long cpuMillis(String pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return 10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    private static int answers() {
        return TIMES.values().stream().mapToInt(List::size).sum();
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static boolean print() {
        System.out.printf("%-44s %7s %8s %8s %8s%n", "page", "n", "median", "95 %", "max ms");
        boolean fast = true;
        var all = new ArrayList<Long>();
        for (Map.Entry<String, List<Long>> page : new TreeMap<>(TIMES).entrySet()) {
            fast &= line(page.getKey(), page.getValue()) <= WANTED_MILLIS;
            all.addAll(page.getValue());
        }
        line("all", all);
        return fast;
    }

    private static long line(String name, List<Long> micros) {
        var sorted = new ArrayList<>(micros);
        Collections.sort(sorted);
        long high = sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1) / 1000;
        System.out.printf(
                "%-44s %7d %8d %8d %8d%n",
                name, sorted.size(), sorted.get(sorted.size() / 2) / 1000, high, sorted.get(sorted.size() - 1) / 1000);
        return high;
    }

    /** One of them. */
    private static final class Looker {
        private final String base;
        private final List<String> pages;
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        private int next;

        Looker(String base, List<String> pages, int first) {
            this.base = base;
            this.pages = pages;
            this.next = first * 3;
        }

        void logIn(String name, String password) throws Exception {
            Matcher token = TOKEN.matcher(get("/login").body());
            token.find();
            String form = "username=" + name + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/login"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("X-CSRF-TOKEN", token.group(1))
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.discarding());
            if (answer.headers().firstValue("Location").orElse("/login").contains("/login")) {
                throw new IllegalStateException("cannot log in: " + answer);
            }
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            long began = System.nanoTime();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .header("Accept", "text/html,application/json;q=0.9")
                            .header("Accept-Language", "de")
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + answer);
            }
            TIMES.computeIfAbsent(kind(path), any -> Collections.synchronizedList(new ArrayList<>()))
                    .add((System.nanoTime() - began) / 1000);
            return answer;
        }

        private static String kind(String path) {
            return path.replaceAll("q=.*", "q=...").replaceAll("/campaigns/[^/?]+", "/campaigns/NAME");
        }

        void look(long end) {
            try {
                // people do not click in step
                Thread.sleep(next * 97L % 1000);
                while (System.nanoTime() < end) {
                    String page = pages.get(next++ % pages.size());
                    get(page);
                    boolean live = page.matches("/campaigns/[^/]+");
                    if (live) {
                        get(page + "/course");
                    }
                    for (int i = 0; !hurry && i < STAYS_SECONDS && System.nanoTime() < end; i += LIVE_SECONDS) {
                        Thread.sleep(1000 * LIVE_SECONDS);
                        if (live) {
                            get(page + "/live");
                        }
                    }
                }
            } catch (IOException fault) {
                throw new IllegalStateException(fault);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
