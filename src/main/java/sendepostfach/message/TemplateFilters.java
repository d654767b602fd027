package sendepostfach.message;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.core.DateFilter;
import io.pebbletemplates.pebble.extension.core.NumberFormatFilter;
import io.pebbletemplates.pebble.extension.escaper.EscapeFilter;
import io.pebbletemplates.pebble.extension.escaper.SafeString;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import org.jspecify.annotations.Nullable;

/** Filters that differ from Pebble's own, because their input is a cell: it may be blank, and it is always text. */
final class TemplateFilters {
    private TemplateFilters() {}

    static Map<String, Filter> own(boolean html) {
        return Map.of(
                "default", new Default(),
                "date", new BlankStaysBlank(new DateFilter(), false),
                "numberformat", new BlankStaysBlank(new NumberFormatFilter(), true),
                "nl2br", new LineBreaks(html),
                "replace", new Replace());
    }

    private static boolean isBlank(@Nullable Object value) {
        return value == null
                || (value instanceof CharSequence text
                        && text.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c)));
    }

    /** {@code default('x')}: x for a cell with nothing in it; blanks and no-break blanks are nothing. */
    private static final class Default implements Filter {
        @Override
        public List<String> getArgumentNames() {
            return List.of("default");
        }

        @Override
        public @Nullable Object apply(
                @Nullable Object input,
                Map<String, Object> arguments,
                PebbleTemplate self,
                EvaluationContext context,
                int line) {
            return isBlank(input) ? arguments.get("default") : input;
        }
    }

    /**
     * A blank cell has no date and no number. What comes out is text that is still to be escaped: Pebble's date filter
     * calls its output safe, though its pattern may come from a cell.
     */
    private record BlankStaysBlank(Filter filter, boolean number) implements Filter {
        @Override
        public List<String> getArgumentNames() {
            return filter.getArgumentNames();
        }

        @Override
        public @Nullable Object apply(
                @Nullable Object input,
                Map<String, Object> arguments,
                PebbleTemplate self,
                EvaluationContext context,
                int line) {
            if (isBlank(input)) {
                return "";
            }
            Object value = Objects.requireNonNull(input);
            Object result = filter.apply(number ? asNumber(value, self, line) : value, arguments, self, context, line);
            return result == null ? "" : result.toString();
        }

        private static Object asNumber(Object value, PebbleTemplate self, int line) {
            if (value instanceof Number) {
                return value;
            }
            String text = value.toString().strip();
            boolean german = text.matches("[+-]?\\d{1,3}(\\.\\d{3})*(,\\d+)?|[+-]?\\d+,\\d+");
            try {
                return new BigDecimal(german ? text.replace(".", "").replace(',', '.') : text);
            } catch (NumberFormatException notANumber) {
                throw new PebbleException(notANumber, "\"" + text + "\" is not a number", line, self.getName());
            }
        }
    }

    /** The lines of a cell as lines of the mail. */
    private record LineBreaks(boolean html) implements Filter {
        @Override
        public List<String> getArgumentNames() {
            return List.of();
        }

        @Override
        public @Nullable Object apply(
                @Nullable Object input,
                Map<String, Object> arguments,
                PebbleTemplate self,
                EvaluationContext context,
                int line) {
            if (input == null || !html) {
                return input;
            }
            Object escaped = new EscapeFilter().apply(input.toString(), Map.of(), self, context, line);
            return new SafeString(escaped.toString().replaceAll("\\R", "<br>\n"));
        }
    }

    /** {@code replace({'a': 'b'})} as Pebble has it, up to a bounded length. */
    private static final class Replace implements Filter {
        @Override
        public List<String> getArgumentNames() {
            return List.of("replace_pairs");
        }

        @Override
        public @Nullable Object apply(
                @Nullable Object input,
                Map<String, Object> arguments,
                PebbleTemplate self,
                EvaluationContext context,
                int line) {
            if (input == null) {
                return null;
            }
            if (!(arguments.get("replace_pairs") instanceof Map<?, ?> pairs)) {
                throw new PebbleException(null, "replace needs pairs, as in replace({'a': 'b'})", line, self.getName());
            }
            String text = input.toString();
            for (Map.Entry<?, ?> pair : pairs.entrySet()) {
                String from = String.valueOf(pair.getKey());
                String to = Objects.toString(pair.getValue(), "");
                if ((long) text.length() * Math.max(1, to.length()) > TemplateLanguage.MAX_RENDERED) {
                    throw new PebbleException(null, "what replace makes is too long", line, self.getName());
                }
                text = from.isEmpty() ? text : text.replace(from, to);
            }
            return text;
        }
    }
}
