package sendepostfach.batch;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sendepostfach.campaign.Leases;

/**
 * The work that this process has the right to do, and is doing. The rights are renewed in the background for as long as the
 * work lasts, so that another process takes it over when this one dies or hangs, and never before.
 */
public final class HeldWork {
    private static final Logger LOG = LoggerFactory.getLogger(HeldWork.class);
    private static final int RENEWALS_A_LEASE = 6;

    private final Leases leases;
    private final ProcessName process;
    private final Duration length;
    private final Clock clock;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();

    /**
     * @param length how long a right lasts without being renewed
     * @param renewing renews the rights from time to time
     */
    public HeldWork(
            Leases leases, ProcessName process, Duration length, Clock clock, ScheduledExecutorService renewing) {
        this.leases = leases;
        this.process = process;
        this.length = length;
        this.clock = clock;
        long every = length.dividedBy(RENEWALS_A_LEASE).toMillis();
        var unused = renewing.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
    }

    /** Does some work, unless somebody is doing it already: then the answer is empty. */
    <T> Optional<T> exclusively(String work, Supplier<T> doing) {
        String token = process.name() + "#" + number.incrementAndGet();
        if (!leases.take(work, token, length, clock.instant())) {
            return Optional.empty();
        }
        tokens.put(work, token);
        try {
            return Optional.of(doing.get());
        } finally {
            tokens.remove(work, token);
            release(work, token);
        }
    }

    private void release(String work, String token) {
        try {
            leases.release(token);
        } catch (RuntimeException fault) {
            LOG.warn("the right to {} runs out by itself: {}", work, fault.getMessage());
        }
    }

    /**
     * Makes sure that this process still does the work, and does it until the caller's transaction ends.
     *
     * @throws Leases.LostRight where another process has taken it over
     */
    void confirm(String work) {
        String token = tokens.get(work);
        if (token == null) {
            throw new Leases.LostRight(work);
        }
        leases.confirm(work, token);
    }

    /** Whether a process, this one or another, does some work. */
    boolean isHeldByAnyone(String work) {
        return leases.isHeld(work, clock.instant());
    }

    private void renew() {
        try {
            leases.renew(List.copyOf(tokens.values()), length, clock.instant());
        } catch (RuntimeException fault) {
            LOG.warn("the rights of this process could not be renewed: {}", fault.getMessage());
        }
    }
}
