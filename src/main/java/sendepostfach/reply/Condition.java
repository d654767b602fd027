package sendepostfach.reply;

import java.util.List;
import java.util.Set;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;

/**
 * When a rule of the table holds: each part that is there must hold.
 *
 * @param codes one of these codes; any where empty
 * @param enhanced one of these enhanced codes; any where empty
 * @param phases one of these phases; any where empty
 * @param texts lists of phrases: of each list, at least one is in the text
 * @param not phrases of which none is in the text
 */
record Condition(
        List<CodePattern> codes,
        List<EnhancedPattern> enhanced,
        Set<Phase> phases,
        List<List<Phrase>> texts,
        List<Phrase> not) {

    Condition {
        codes = List.copyOf(codes);
        enhanced = List.copyOf(enhanced);
        phases = Set.copyOf(phases);
        texts = List.copyOf(texts);
        not = List.copyOf(not);
    }

    /** Whether it holds for a reply, whose wording is at hand already. */
    boolean holdsFor(Reply reply, Heard heard) {
        return (phases.isEmpty() || phases.contains(reply.phase()))
                && (codes.isEmpty() || codes.stream().anyMatch(code -> code.matches(reply)))
                && (enhanced.isEmpty() || enhanced.stream().anyMatch(code -> code.matches(reply)))
                && texts.stream().allMatch(list -> isAnyIn(list, heard))
                && !isAnyIn(not, heard);
    }

    /** Whether nothing but the reply code and the phase counts. */
    boolean looksAtCodesOnly() {
        return texts.isEmpty() && enhanced.isEmpty();
    }

    private static boolean isAnyIn(List<Phrase> phrases, Heard heard) {
        for (Phrase phrase : phrases) {
            if (phrase.isIn(heard)) {
                return true;
            }
        }
        return false;
    }
}
