package sendepostfach.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import sendepostfach.campaign.Text;

/** Tells whether what is said in German is said in German, whatever records, names and servers' words are in it. */
public final class GermanWords {
    /** Words that are no German ones, and that no record, field or name of the tests has. */
    private static final Pattern ENGLISH =
            Pattern.compile("(?i)\\b(about|addresses?|allowed|and|answers?|are|be|by|cannot|"
                    + "certificate|characters?|connection|did|does|end|expired|failed|follow|for|found|gives?|has|have|holds?|images|"
                    + "invalid|is|it|its|lead|letter|lists|macro|many|may|mechanism|missing|must|names?d|network|nothing|not|of|only|"
                    + "or|path|reached|reason|receivers?|records?|refused|refuses|required|says|should|than|that|the|there|this|"
                    + "too|unknown|valid|wrong|whether|which|with|would)\\b");

    private GermanWords() {}

    /** Fails where a German text is missing or holds an English word. */
    public static void areIn(Text text) {
        assertThat(text.german().isEmpty())
                .as(text.english())
                .isEqualTo(text.english().isEmpty());
        areIn(text.german());
    }

    /** Fails where what is said in German holds an English word. */
    public static void areIn(String german) {
        assertThat(ENGLISH.matcher(german)
                        .results()
                        .map(MatchResult::group)
                        // codes such as REFUSED are no words
                        .filter(word -> !word.equals(word.toUpperCase(Locale.ROOT))))
                .as(german)
                .isEmpty();
    }

    /** The same for all that findings say. */
    public static void areIn(List<Finding> findings) {
        assertThat(findings).isNotEmpty();
        for (Finding finding : findings) {
            areIn(finding.evidence());
            areIn(finding.remedy());
            for (Insistence each : finding.insists()) {
                areIn(each.words());
                areIn(each.refusal());
            }
        }
    }
}
