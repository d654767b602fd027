package sendepostfach.message;

import java.util.List;

import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.lexer.Token;
import io.pebbletemplates.pebble.node.RenderableNode;
import io.pebbletemplates.pebble.node.SetNode;
import io.pebbletemplates.pebble.node.expression.Expression;
import io.pebbletemplates.pebble.parser.Parser;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import io.pebbletemplates.pebble.tokenParser.SetTokenParser;
import org.jspecify.annotations.Nullable;

/**
 * {@code {% set name = value %}} for values of a bounded size. Without the bound forty lines {@code {% set s = s ~ s %}}
 * would fill any memory before a single character is rendered.
 */
final class BoundedSet extends SetTokenParser {
    static final int MAX_CHARACTERS = 65_536;
    static final int MAX_ENTRIES = 1_000;

    @Override
    public RenderableNode parse(Token token, Parser parser) {
        SetNode parsed = (SetNode) super.parse(token, parser);
        return new Bounded(parsed.getLineNumber(), parsed.getName(), parsed.getValue());
    }

    private static final class Bounded extends SetNode {
        Bounded(int line, String name, Expression<?> value) {
            super(line, name, value);
        }

        @Override
        public void render(PebbleTemplateImpl self, java.io.Writer writer, EvaluationContextImpl context) {
            Object value = getValue().evaluate(self, context);
            if (!isBounded(value)) {
                throw new PebbleException(
                        null,
                        "what {% set " + getName() + " %} keeps is too big: at most " + MAX_CHARACTERS
                                + " characters, or " + MAX_ENTRIES + " of them in a list",
                        getLineNumber(),
                        self.getName());
            }
            context.getScopeChain().put(getName(), value);
        }

        private static boolean isBounded(@Nullable Object value) {
            if (value instanceof List<?> list) {
                return list.size() <= MAX_ENTRIES && list.stream().allMatch(Bounded::isBoundedScalar);
            }
            return isBoundedScalar(value);
        }

        /** Lists of lists are refused too: each {@code {% set a = [a, a] %}} would double what {@code a} prints. */
        private static boolean isBoundedScalar(@Nullable Object value) {
            return value == null
                    || value instanceof Number
                    || value instanceof Boolean
                    || (value instanceof CharSequence text && text.length() <= MAX_CHARACTERS);
        }
    }
}
