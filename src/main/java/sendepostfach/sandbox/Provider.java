package sendepostfach.sandbox;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/** A practice provider at work: its traits with what they remember, and its counts. */
final class Provider {
    private final ProviderRules rules;
    private final List<Behaviour> traits;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final Map<ReplyKind, LongAdder> refused = new EnumMap<>(ReplyKind.class);

    Provider(ProviderRules rules, World world) {
        this.rules = rules;
        this.traits = rules.traits().stream().map(rule -> rule.start(world)).toList();
        for (ReplyKind kind : ReplyKind.values()) {
            refused.put(kind, new LongAdder());
        }
    }

    String name() {
        return rules.name();
    }

    /** The reply to a mail that it takes. */
    ReplyText accepts() {
        return rules.accepts();
    }

    /** What it does about this attempt; empty: it says yes. */
    Optional<SmtpAnswer> at(Phase phase, Attempt attempt) {
        for (Behaviour trait : traits) {
            Optional<SmtpAnswer> answer = trait.at(phase, attempt);
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    void countAccepted() {
        accepted.increment();
    }

    void count(SmtpAnswer answer) {
        if (answer instanceof SmtpAnswer.Say say) {
            count(say.kind());
        } else {
            broken.increment();
        }
    }

    void count(ReplyKind kind) {
        Objects.requireNonNull(refused.get(kind)).increment();
    }

    SandboxCounts.OfProvider counts() {
        var counts = new EnumMap<ReplyKind, Long>(ReplyKind.class);
        refused.forEach((kind, count) -> {
            if (count.sum() > 0) {
                counts.put(kind, count.sum());
            }
        });
        return new SandboxCounts.OfProvider(accepted.sum(), broken.sum(), counts);
    }
}
