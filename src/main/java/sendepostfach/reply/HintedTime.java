package sendepostfach.reply;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time that a reply itself names: "try again in 300 seconds", "Retry after 2 h", "in 10 Minuten", "in a few hours".
 * A time counts only beside a word of waiting or trying again: "100 messages in 60 seconds" is a limit and no hint.
 */
final class HintedTime {
    /** No recipient waits longer, so that longer hints mean the same. */
    private static final Duration LONGEST = Duration.ofDays(5);

    /** What "a few" stands for. */
    private static final int FEW = 3;

    private static final String COUNT = "(\\d{1,6}|(?:half an|a few|a couple of|few|several|some|an?|one|two"
            + "|einigen?|wenigen?|ein paar|paar|ein(?:e[rnm]?)?|zwei|quelques|une?)(?=[ -]))";
    private static final String UNIT = "(s(?:ec(?:ond)?s?)?|sek(?:unden?)?|secondes?|m(?:in(?:ute)?s?)?|minuten"
            + "|h(?:ours?|rs?|eures?)?|stunden?|std|d(?:ays?)?|tage?n?|jours?)(?![a-z])\\.?";
    private static final Pattern PART = Pattern.compile(COUNT + "[ -]?" + UNIT);
    private static final String TIME = "(?:(?<clock>\\d{1,3}:\\d\\d(?::\\d\\d)?)|(?<amount>" + COUNT + "[ -]?" + UNIT
            + "(?:,? ?(?:and |und )?\\d{1,2} ?" + UNIT + ")?))";

    private static final String PREPOSITION = "(?:in|after|for|within|at least|timeout|nach|fur|dans)"
            + "(?: about| approximately| at least| the next| ca\\.?| etwa)? ";
    /** After these, a time says how long to wait. */
    private static final String WAITING =
            "(?:again|re-?tr(?:y|ies)|re-?try(?:ing)?|try|resend|come back|later|wait(?:ing)?"
                    + "|retry-after|retry after|delay|defer(?:red)?|postponed?|gr[ea]y-?list(?:ed|ing)?"
                    + "|(?:temporarily |temporary )?(?:block|bann?|lock|suspend|reject|throttl|penalty)(?:ed|ing)?"
                    + "|erneut|versuch(?:en)?|versuche|wieder|spater|warten|gesperrt|reessayer|attend(?:re|ez))";
    /** Between the word and the time: no other number, no new sentence, nothing that is counted. */
    private static final String BETWEEN =
            "(?:(?!\\b(?:messages|mails|recipients|connections|per|pro|je|every)\\b)[^.;\\d]){0,45}?";

    private static final Pattern AFTER_WORD =
            Pattern.compile("\\b" + WAITING + "\\b" + BETWEEN + "(?:\\b" + PREPOSITION + "|[:= ])" + TIME);
    private static final Pattern BEFORE_WORD =
            Pattern.compile("(?<!(?:messages?|mails?|recipients?|connections?|nachrichten) )\\b" + PREPOSITION + TIME
                    + ",? (?:(?!not|nicht)\\w+ ){0,3}?(?:again|retry|erneut|wieder|noch ?mal\\w*|noch einmal)\\b");
    private static final Pattern TOMORROW =
            Pattern.compile("\\b(?:again|later|erneut|wieder) (?:tomorrow|morgen)\\b|\\bmorgen (?:erneut|wieder)\\b");

    private HintedTime() {}

    /** The time named in a text, at most five days; empty where none is. */
    static Optional<Duration> in(String text) {
        String lower = text.toLowerCase(Locale.ROOT)
                .replace('_', ' ')
                .replace('ä', 'a')
                .replace('ü', 'u')
                .replace('é', 'e');
        for (Pattern pattern : new Pattern[] {AFTER_WORD, BEFORE_WORD}) {
            Matcher matcher = pattern.matcher(lower);
            if (matcher.find()) {
                Duration named = matcher.group("clock") != null ? clock(matcher.group("clock")) : amount(matcher);
                if (!named.isZero()) {
                    return Optional.of(named.compareTo(LONGEST) > 0 ? LONGEST : named);
                }
            }
        }
        return TOMORROW.matcher(lower).find() ? Optional.of(Duration.ofDays(1)) : Optional.empty();
    }

    private static Duration clock(String clock) {
        Duration sum = Duration.ZERO;
        String[] parts = clock.split(":");
        Duration unit = parts.length == 3 ? Duration.ofHours(1) : Duration.ofMinutes(1);
        for (String part : parts) {
            sum = sum.plus(unit.multipliedBy(Long.parseLong(part)));
            unit = unit.dividedBy(60);
        }
        return sum;
    }

    private static Duration amount(Matcher matcher) {
        Matcher parts = PART.matcher(matcher.group("amount"));
        Duration sum = Duration.ZERO;
        while (parts.find()) {
            Duration unit = unit(parts.group(2));
            sum = sum.plus(
                    parts.group(1).startsWith("half") ? unit.dividedBy(2) : unit.multipliedBy(count(parts.group(1))));
        }
        return sum;
    }

    private static int count(String word) {
        if (Character.isDigit(word.charAt(0))) {
            return Integer.parseInt(word);
        }
        return switch (word) {
            case "a", "an", "one", "ein", "eine", "einer", "einen", "einem", "un", "une" -> 1;
            case "two", "zwei", "a couple of" -> 2;
            default -> FEW;
        };
    }

    private static Duration unit(String unit) {
        if (unit.startsWith("sek") || unit.startsWith("s") && !unit.startsWith("st")) {
            return Duration.ofSeconds(1);
        }
        return switch (unit.charAt(0)) {
            case 'm' -> Duration.ofMinutes(1);
            case 'd', 't', 'j' -> Duration.ofDays(1);
            default -> Duration.ofHours(1);
        };
    }
}
