package sendepostfach.reply;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import sendepostfach.campaign.Action;
import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;
import sendepostfach.campaign.Verdict;

/**
 * What replies mean: the rules of {@code replies.yaml} in their order, of which the first that holds decides. Unchangeable,
 * so that all threads may share it.
 */
public final class ReplyTable {
    /** The table's own name for a reply that says yes: no rule is asked. */
    static final String ACCEPTED = "accepted";

    private static final Verdict YES =
            new Verdict(ReplyKind.ACCEPTED, Matter.RECIPIENT, Action.ACCEPT, Optional.empty(), "");

    private final List<Rule> rules;
    private final List<PhaseRule> phases;
    private final Map<ReplyKind, Advice> adviceByKind;

    ReplyTable(List<Rule> rules, List<PhaseRule> phases, Map<ReplyKind, Advice> adviceByKind) {
        this.rules = List.copyOf(rules);
        this.phases = List.copyOf(phases);
        this.adviceByKind = new EnumMap<>(adviceByKind);
    }

    /** The table that ships with the program; read once. */
    public static ReplyTable standard() {
        return Standard.TABLE;
    }

    /** What a reply means, with advice in English. */
    public Verdict verdict(Reply reply) {
        return reply.isPositive() ? YES : explain(reply, Locale.ENGLISH).verdict();
    }

    /** What a reply means and which rule says so, with advice in German or English. */
    public Explanation explain(Reply reply, Locale locale) {
        return explain(reply, locale, true);
    }

    /**
     * What a reply means whose phase nobody noted: it is taken for one of the phase in which such replies are usually heard,
     * and nothing is concluded from the phase about whose server spoke.
     *
     * @param wire the reply as {@link Reply#parse} reads it
     */
    public Explanation explain(String wire, Locale locale) {
        Reply reply = Reply.parse(Phase.RCPT, wire);
        var heard = new Heard(Wording.of(wire));
        Phase phase = phases.stream()
                .filter(rule -> rule.when().holdsFor(reply, heard))
                .map(PhaseRule::phase)
                .findFirst()
                .orElse(Phase.RCPT);
        return explain(new Reply(phase, reply.code(), reply.enhanced(), reply.lines()), locale, false);
    }

    private Explanation explain(Reply reply, Locale locale, boolean phaseIsKnown) {
        if (reply.isPositive()) {
            return new Explanation(reply, YES, ACCEPTED, true);
        }
        var heard = new Heard(Wording.of(reply));
        Rule rule = rules.stream()
                .filter(candidate -> candidate.when().holdsFor(reply, heard))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the reply table has no rule for " + reply));
        boolean mailbox = phaseIsKnown && isTheMailboxesOwn(reply.phase(), rule);
        Action action = rule.actionAt(reply.code());
        Verdict verdict = new Verdict(
                rule.kind(),
                mailbox ? Matter.MAILBOX : rule.matter(),
                mailbox ? ofTheMailbox(action) : action,
                HintedTime.in(reply.text()).or(rule::delay),
                rule.advice()
                        .or(() -> Optional.ofNullable(adviceByKind.get(rule.kind())))
                        .map(advice -> advice.in(locale))
                        .orElse(""));
        return new Explanation(reply, verdict, rule.id(), rule.when().looksAtCodesOnly());
    }

    /**
     * Before a recipient is named, a server cannot speak of recipients or their sites: it is the mailbox's own server that
     * speaks for itself, unless the words are known for another provider's.
     */
    private static boolean isTheMailboxesOwn(Phase phase, Rule rule) {
        boolean beforeRecipient =
                switch (phase) {
                    case CONNECT, EHLO, AUTH, MAIL -> true;
                    case RCPT, DATA, BODY -> false;
                };
        return beforeRecipient
                && rule.provider().isEmpty()
                && (rule.matter() == Matter.SITE || rule.matter() == Matter.RECIPIENT);
    }

    private static Action ofTheMailbox(Action action) {
        return action == Action.REFUSE ? Action.STOP_MAILBOX : Action.PAUSE_MAILBOX;
    }

    Map<ReplyKind, Advice> adviceByKind() {
        return adviceByKind;
    }

    List<Rule> rules() {
        return rules;
    }

    private static final class Standard {
        private static final String NAME = "replies.yaml";
        private static final ReplyTable TABLE = read();

        private static ReplyTable read() {
            try (InputStream in = ReplyTable.class.getClassLoader().getResourceAsStream(NAME)) {
                if (in == null) {
                    throw new IllegalStateException(NAME + " is missing from the program");
                }
                return TableFile.read(NAME, new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }
}
