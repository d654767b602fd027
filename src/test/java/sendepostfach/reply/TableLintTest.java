package sendepostfach.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import sendepostfach.campaign.Action;
import sendepostfach.campaign.Matter;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;

/** Holds the table that ships with the program to its own promises. */
class TableLintTest {
    private static final ReplyTable TABLE = ReplyTable.standard();

    @TestFactory
    Stream<DynamicTest> everyRuleCatchesItsSampleAndNoEarlierRuleDoes() {
        return TABLE.rules().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.id(), () -> assertThat(deciding(rule)).isEqualTo(rule.id())));
    }

    /** The rule that decides about another rule's sample, said in a phase that the rule is about. */
    private static String deciding(Rule rule) {
        return rule.when().phases().stream()
                .sorted()
                .findFirst()
                .map(phase -> TABLE.explain(Reply.parse(phase, rule.sample()), Locale.ENGLISH))
                .orElseGet(() -> TABLE.explain(rule.sample(), Locale.ENGLISH))
                .rule();
    }

    @Test
    void noSampleStandsTwiceForTheSamePhase() {
        Map<String, String> seen = new HashMap<>();
        for (Rule rule : TABLE.rules()) {
            String key = rule.when().phases() + rule.sample();
            assertThat(seen.putIfAbsent(key, rule.id())).as(key).isNull();
        }
    }

    @Test
    void noPhraseStandsTwiceInARule() {
        for (Rule rule : TABLE.rules()) {
            for (List<Phrase> phrases : rule.when().texts()) {
                assertThat(phrases).as(rule.id()).extracting(Phrase::toString).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void everyWordOfEveryPhraseIsWrittenAsWordingsAre() {
        for (Rule rule : TABLE.rules()) {
            Stream.concat(rule.when().texts().stream().flatMap(List::stream), rule.when().not().stream())
                    .flatMap(phrase -> Stream.of(phrase.toString().split("[ |]")))
                    .filter(word -> !word.equals("...") && !word.contains("*"))
                    .map(word -> word.replace("?", ""))
                    .forEach(word -> assertThat(Wording.of(word))
                            .as(rule.id() + ": " + word)
                            .isIn(" " + word + " | ", " | " + word + " "));
        }
    }

    @Test
    void everyKindHasAdviceInBothLanguages() {
        for (ReplyKind kind : ReplyKind.values()) {
            if (kind != ReplyKind.ACCEPTED) {
                assertThat(TABLE.adviceByKind()).containsKey(kind);
            }
        }
    }

    @Test
    void onlyUnknownRecipientsAndRulesAboutThemGiveARecipientUp() {
        for (Rule rule : TABLE.rules()) {
            if (rule.action() == Action.REFUSE) {
                assertThat(rule.matter()).as(rule.id()).isEqualTo(Matter.RECIPIENT);
                assertThat(rule.kind())
                        .as(rule.id())
                        .isNotIn(
                                ReplyKind.RATE_LIMITED,
                                ReplyKind.BLOCKED,
                                ReplyKind.AUTH_FAILED,
                                ReplyKind.MAILBOX_FULL);
            }
        }
    }

    @Test
    void noCampaignIsStoppedForWhatIsOnlyPutOff() {
        for (Rule rule : TABLE.rules()) {
            if (rule.action() == Action.STOP_CAMPAIGN && mayCatch(rule, 451)) {
                assertThat(rule.actionAt(451)).as(rule.id()).isNotEqualTo(Action.STOP_CAMPAIGN);
            }
        }
    }

    private static boolean mayCatch(Rule rule, int code) {
        Reply reply = Reply.parse(Phase.BODY, Integer.toString(code));
        return rule.when().codes().isEmpty()
                || rule.when().codes().stream().anyMatch(pattern -> pattern.matches(reply));
    }

    @Test
    void everyRuleThatBlamesTheSendingServerSaysWhatItsOperatorMustDo() {
        for (Rule rule : TABLE.rules()) {
            if (rule.provider().isPresent() && rule.kind() == ReplyKind.BLOCKED) {
                assertThat(rule.advice()).as(rule.id()).isPresent();
            }
        }
    }

    @Test
    void everyReplyFindsARuleInEveryPhase() {
        for (Phase phase : Phase.values()) {
            for (int code : new int[] {0, 400, 421, 450, 500, 550, 552, 554, 599}) {
                Reply reply = new Reply(phase, code, java.util.Optional.empty(), List.of("xyzzy"));
                assertThat(TABLE.explain(reply, Locale.ENGLISH).rule()).isNotBlank();
            }
        }
    }

    @Test
    void everyRuleStandsUnderAHeading() {
        assertThat(TABLE.rules()).allSatisfy(rule -> assertThat(rule.heading()).isNotBlank());
    }
}
