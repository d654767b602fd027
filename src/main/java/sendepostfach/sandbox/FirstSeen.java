package sendepostfach.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** When something was seen first. Forgets the eldest, so that a list of a million recipients does not fill the memory. */
final class FirstSeen {
    private static final int REMEMBERED = 100_000;

    private final Map<String, Instant> times = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** When the key was seen first, which is {@code now} for a new one. */
    synchronized Instant of(String key, Instant now) {
        Instant before = times.putIfAbsent(key, now);
        return before == null ? now : before;
    }
}
