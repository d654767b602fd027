package sendepostfach.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sendepostfach.campaign.InputFault;
import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;

class TableFileTest {
    private static final String TABLE = """
            advice: {}
            phases: []
            table:
              - heading: Things
                rules:
                  - rule: first
                    if: {code: 550, enhanced: x.1.*, text: "user unknown, no such user", not: sender}
                    then: {kind: unknown-user, matter: recipient, action: refuse}
                    sample: 550 5.1.1 User unknown
                  - rule: rest
                    if: {}
                    then: {kind: transient, matter: recipient, action: retry, wait: PT5M}
                    sample: 450 Later
            """;

    @Test
    void theFirstRuleThatHoldsDecides() {
        ReplyTable table = read(TABLE);
        assertThat(table.verdict(Reply.parse(Phase.RCPT, "550 5.1.1 No such user"))
                        .kind())
                .isEqualTo(ReplyKind.UNKNOWN_USER);
        assertThat(table.verdict(Reply.parse(Phase.RCPT, "550 5.7.1 No such user"))
                        .kind())
                .isEqualTo(ReplyKind.TRANSIENT);
        assertThat(table.verdict(Reply.parse(Phase.RCPT, "550 5.1.1 No such user as sender"))
                        .kind())
                .isEqualTo(ReplyKind.TRANSIENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code: 550| code: 650| line 7| code must be like 550, 5xx or none: 650",
                "x.1.*| 5.1| line 7| enhanced code must be like 5.1.1, 5.7.* or x.2.2: 5.1",
                "not: sender| nott: sender| line 7| unknown key \"nott\"",
                "kind: unknown-user| kind: unknown-man| line 8| unknown kind \"unknown-man\"",
                "kind: unknown-user,| kind: unknown-user, phase: body,| line 8| unknown key \"phase\"",
                "matter: recipient, action: refuse| matter: site, action: refuse| line 8| may refuse the recipient",
                "sample: 450 Later| sampel: 450 Later| line 10| unknown key \"sampel\"",
                "rule: rest| rule: first| line 10| there is another rule \"first\"",
                "PT5M| 5 minutes| line 12| cannot be parsed",
            })
    void aMistakeIsToldByFileAndLine(String right, String wrong, String line, String what) {
        assertThat(TABLE).contains(right);
        assertThatThrownBy(() -> read(TABLE.replace(right, wrong)))
                .isInstanceOf(InputFault.class)
                .hasMessageStartingWith("mine.yaml, " + line)
                .hasMessageContaining(what);
    }

    @Test
    void aGroupOfWordsStandsForEachOfThem() {
        ReplyTable table = read("words:\n  user: >-\n    person box\n    alias\n"
                + TABLE.replace("no such user", "no such <user>|customer"));
        for (String who : List.of("person", "box", "alias", "customer")) {
            assertThat(table.verdict(Reply.parse(Phase.RCPT, "550 5.1.1 No such " + who))
                            .kind())
                    .as(who)
                    .isEqualTo(ReplyKind.UNKNOWN_USER);
        }
        assertThat(table.verdict(Reply.parse(Phase.RCPT, "550 5.1.1 No such user"))
                        .kind())
                .isEqualTo(ReplyKind.TRANSIENT);
    }

    @Test
    void aGroupThatIsNotThereIsToldByFileAndLine() {
        assertThatThrownBy(() -> read(TABLE.replace("no such user", "no such <usr>")))
                .isInstanceOf(InputFault.class)
                .hasMessage("mine.yaml, line 7: there are no words <usr>");
    }

    @Test
    void whatIsNoYamlIsToldToo() {
        assertThatThrownBy(() -> read("table: ["))
                .isInstanceOf(InputFault.class)
                .hasMessageStartingWith("mine.yaml");
    }

    private static ReplyTable read(String yaml) {
        return TableFile.read("mine.yaml", new StringReader(yaml));
    }
}
