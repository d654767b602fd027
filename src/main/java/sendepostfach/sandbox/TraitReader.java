package sendepostfach.sandbox;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import sendepostfach.campaign.Limit;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.ReplyKind;

/** Reads the traits of a list in the rules, each an item with the trait's name and its fields. */
final class TraitReader {
    /** Where a provider may answer: the recipient must be known. */
    static final Set<Phase> OF_PROVIDER = EnumSet.of(Phase.RCPT, Phase.DATA, Phase.BODY);

    /** Where the account may answer: before a recipient is known. */
    static final Set<Phase> OF_ACCOUNT = EnumSet.of(Phase.CONNECT, Phase.MAIL);

    private static final String NAMES = "rate-limit, greylist, refuse, refuse-content, refuse-size, slow, break";

    private final Set<Phase> phases;
    private final Phase usual;

    private TraitReader(Set<Phase> phases, Phase usual) {
        this.phases = phases;
        this.usual = usual;
    }

    static TraitReader ofProvider() {
        return new TraitReader(OF_PROVIDER, Phase.RCPT);
    }

    static TraitReader ofAccount() {
        return new TraitReader(OF_ACCOUNT, Phase.MAIL);
    }

    List<BehaviourRule> read(List<Fields> items) {
        return items.stream().map(this::read).toList();
    }

    private BehaviourRule read(Fields item) {
        if (item.names().size() != 1) {
            throw item.fault("needs exactly one trait, one of " + NAMES);
        }
        String name = item.names().get(0);
        Fields fields = item.below(name).orElseThrow();
        return fields.build(() -> {
            LocalParts localParts = fields.find("recipients", LocalParts::new).orElse(LocalParts.ALL);
            Optional<Share> share = fields.find("share", Share::parse);
            BehaviourRule trait =
                    switch (name) {
                        case "rate-limit" -> rateLimit(fields);
                        case "greylist" -> greylist(fields);
                        case "refuse" -> refuse(fields);
                        case "refuse-content" -> refuseContent(fields);
                        case "refuse-size" -> refuseSize(fields);
                        case "slow" -> slow(fields);
                        case "break" -> breaks(fields);
                        default -> throw new IllegalArgumentException("is not a trait; the traits are " + NAMES);
                    };
            return world -> new Only(localParts, share, world, trait.start(world));
        });
    }

    private BehaviourRule rateLimit(Fields fields) {
        Limit limit = fields.need("limit", Limit::parse);
        int burst = fields.find("burst", Values::count).orElse(limit.count());
        Phase phase = phase(fields);
        ReplyText reply = refusal(fields);
        Optional<RateLimit.Punishment> punishment = fields.below("punish")
                .map(rule -> rule.build(() ->
                        new RateLimit.Punishment(rule.need("after", Limit::parse), rule.need("lasts", Values::time))));
        return world -> new RateLimit(world.clock(), phase, limit, burst, punishment, reply);
    }

    private BehaviourRule greylist(Fields fields) {
        requireRecipient("greylist");
        Duration wait = fields.need("wait", Values::time);
        ReplyText reply = refusal(fields);
        return world -> new Greylisting(world.clock(), wait, reply);
    }

    private BehaviourRule refuse(Fields fields) {
        ReplyKind kind = fields.need("kind", ReplyKind::of);
        Phase phase = phase(fields);
        ReplyText reply = refusal(fields);
        Optional<Duration> clearsAfter = fields.find("clears-after", Values::time);
        return world -> new Refusal(world.clock(), phase, reply, kind, clearsAfter);
    }

    private BehaviourRule refuseContent(Fields fields) {
        requireRecipient("refuse-content");
        List<String> words = fields.texts("words");
        if (words.isEmpty() || words.contains("")) {
            throw new IllegalArgumentException("needs words: with at least one word");
        }
        ReplyText reply = refusal(fields);
        return world -> new ContentRefusal(words, reply);
    }

    private BehaviourRule refuseSize(Fields fields) {
        requireRecipient("refuse-size");
        int most = fields.need("above", Values::bytes);
        ReplyText reply = refusal(fields);
        return world -> new SizeRefusal(most, reply);
    }

    private BehaviourRule slow(Fields fields) {
        Duration delay = fields.need("by", Values::time);
        return world -> new Slow(world.sleeper(), phases, delay);
    }

    private BehaviourRule breaks(Fields fields) {
        requireRecipient("break");
        int attempts = fields.find("attempts", Values::count).orElse(1);
        boolean keepsMail = fields.find("keeps-mail", Values::yesOrNo).orElse(true);
        return world -> new Break(attempts, keepsMail);
    }

    private void requireRecipient(String trait) {
        if (!phases.contains(Phase.RCPT)) {
            throw new IllegalArgumentException(trait + " needs a recipient; put it below a provider");
        }
    }

    private Phase phase(Fields fields) {
        Function<String, Phase> reader = text -> {
            Phase phase = Phase.of(text);
            if (!phases.contains(phase)) {
                throw new IllegalArgumentException("no reply is possible here at " + phase + "; one of "
                        + String.join(", ", phases.stream().map(Phase::toString).toList()));
            }
            return phase;
        };
        return fields.find("phase", reader).orElse(usual);
    }

    private static ReplyText refusal(Fields fields) {
        return fields.need("reply", text -> {
            ReplyText reply = ReplyText.parse(text);
            if (reply.code() < 400) {
                throw new IllegalArgumentException("a refusal needs a code 4xx or 5xx: " + text.strip());
            }
            return reply;
        });
    }
}
