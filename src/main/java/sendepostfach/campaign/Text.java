package sendepostfach.campaign;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What people are told, in both languages of the pages.
 *
 * @param english in English
 * @param german in German
 */
public record Text(String english, String german) {
    /** Nothing to say. */
    public static final Text NONE = new Text("", "");

    /** The languages. */
    public enum Language {
        EN,
        DE
    }

    /**
     * Both texts with the same arguments put in, as {@link String#format} does: a text in the language of the text that it is put
     * into, and what strangers wrote made visible.
     */
    public static Text of(String english, String german, @Nullable Object... arguments) {
        return new Text(
                String.format(english, spoken(arguments, Language.EN)),
                String.format(german, spoken(arguments, Language.DE)));
    }

    private static Object[] spoken(@Nullable Object[] arguments, Language language) {
        var spoken = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof Text text) {
                spoken[i] = text.in(language);
            } else {
                spoken[i] = arguments[i] instanceof Number ? arguments[i] : visible(String.valueOf(arguments[i]));
            }
        }
        return spoken;
    }

    /** The same words in both languages. */
    public static Text same(String words) {
        return new Text(visible(words), visible(words));
    }

    private static String visible(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Several texts as one, with the same signs between them. */
    public static Text joined(List<Text> texts, String between) {
        return new Text(
                texts.stream().map(Text::english).collect(Collectors.joining(between)),
                texts.stream().map(Text::german).collect(Collectors.joining(between)));
    }

    /** Both texts, changed in the same way. */
    public Text map(UnaryOperator<String> change) {
        return new Text(change.apply(english), change.apply(german));
    }

    /** This text, and another one after it. */
    public Text and(Text more) {
        return new Text(join(english, more.english), join(german, more.german));
    }

    private static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + " " + second;
    }

    /** This text as a sentence. */
    public Text ended() {
        return new Text(english + ".", german + ".");
    }

    public String in(Language language) {
        return switch (language) {
            case EN -> english;
            case DE -> german;
        };
    }

    public boolean isEmpty() {
        return english.isEmpty();
    }
}
