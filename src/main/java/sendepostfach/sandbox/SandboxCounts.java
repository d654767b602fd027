package sendepostfach.sandbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

import sendepostfach.campaign.ReplyKind;

/**
 * What has come to the sandbox so far.
 *
 * @param providers by the provider's name in the rules; {@code mailbox} is the practice account itself
 */
public record SandboxCounts(Map<String, OfProvider> providers) {
    /**
     * What has come to one practice provider. Each recipient of each attempt counts.
     *
     * @param accepted mails that got their 250
     * @param broken mails whose connection was broken instead of a reply
     * @param refused refusals by what they said has happened
     */
    public record OfProvider(long accepted, long broken, Map<ReplyKind, Long> refused) {
        public OfProvider {
            refused = Map.copyOf(refused);
        }

        /** Refusals of this kind. */
        public long refused(ReplyKind kind) {
            return refused.getOrDefault(kind, 0L);
        }

        private OfProvider plus(OfProvider other) {
            var sum = new EnumMap<ReplyKind, Long>(ReplyKind.class);
            sum.putAll(refused);
            other.refused.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
            return new OfProvider(accepted + other.accepted, broken + other.broken, sum);
        }
    }

    private static final OfProvider NOTHING = new OfProvider(0, 0, Map.of());

    public SandboxCounts {
        providers = new TreeMap<>(providers);
    }

    /** The counts of this provider; all 0 where it has got nothing. */
    public OfProvider of(String provider) {
        return providers.getOrDefault(provider, NOTHING);
    }

    /** All providers together. */
    public OfProvider total() {
        return providers.values().stream().reduce(NOTHING, OfProvider::plus);
    }
}
