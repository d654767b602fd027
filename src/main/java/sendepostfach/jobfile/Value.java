package sendepostfach.jobfile;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sendepostfach.campaign.InputFault;

/**
 * One value of a YAML file, with its place.
 *
 * @param place the file and line, as errors begin
 * @param field the field's full name, such as {@code dkim.key}
 * @param raw the text, placeholders still in it
 * @param environment what placeholders stand for
 */
record Value(String place, String field, String raw, Environment environment) {
    /** The text with every placeholder replaced. */
    String text() {
        Matcher matcher = Placeholders.HIDDEN.matcher(raw);
        var out = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement(resolved(matcher.group(1))));
        }
        return matcher.appendTail(out).toString();
    }

    /** The text of a value that must not depend on the environment. */
    String outright(String why) {
        if (Placeholders.HIDDEN.matcher(raw).find()) {
            throw fault("must be written out, without ${...}: " + why);
        }
        return raw;
    }

    /** The value as something else; what the conversion complains about becomes an error with the value's place. */
    <T> T as(Function<String, T> conversion) {
        try {
            return conversion.apply(text().strip());
        } catch (InvalidPathException notAPath) {
            throw fault("\"" + shown() + "\" is not a file name");
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw fault(withoutValues(String.valueOf(wrong.getMessage())));
        }
    }

    /** The same with a remedy in the place of the complaint. */
    <T> T as(Function<String, T> conversion, String remedy) {
        try {
            return conversion.apply(text().strip());
        } catch (IllegalArgumentException | DateTimeException wrong) {
            throw fault("\"" + shown().strip() + "\" " + remedy);
        }
    }

    int asNumber(int least, int most) {
        int number = as(Integer::parseInt, "is not a whole number");
        if (number < least || number > most) {
            throw fault("must be from " + least + " to " + most + ": " + number);
        }
        return number;
    }

    boolean asFlag() {
        return switch (text().strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw fault("must be true or false");
        };
    }

    /** The text as it is written in the file: what a placeholder stands for may be a secret, in the wrong field even. */
    String shown() {
        return Placeholders.show(raw);
    }

    private String withoutValues(String complaint) {
        Matcher matcher = Placeholders.HIDDEN.matcher(raw);
        String left = complaint;
        while (matcher.find()) {
            String value = resolved(matcher.group(1)).strip();
            if (!value.isEmpty()) {
                left = Pattern.compile(Pattern.quote(value), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(left)
                        .replaceAll(Matcher.quoteReplacement("${" + matcher.group(1) + "}"));
            }
        }
        return left;
    }

    InputFault fault(String message) {
        return new InputFault(place + ": " + field + ": " + message);
    }

    private String resolved(String name) {
        try {
            return environment
                    .value(name)
                    .orElseThrow(() -> fault("the environment variable " + name + " is not set; set it, or let " + name
                            + "_FILE name a file that holds the value"));
        } catch (IOException | InvalidPathException unreadable) {
            throw fault("the file that the environment variable " + name + "_FILE names cannot be read");
        }
    }

    /** Without the environment and what it holds. */
    @Override
    public String toString() {
        return place + ": " + field;
    }
}
