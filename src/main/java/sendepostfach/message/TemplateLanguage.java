package sendepostfach.message;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Extension;
import io.pebbletemplates.pebble.extension.ExtensionCustomizer;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.loader.Loader;
import io.pebbletemplates.pebble.operator.BinaryOperator;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import org.jspecify.annotations.Nullable;

/**
 * Pebble with what a mail needs and nothing that reaches beyond it: no other files, no Java objects, no cells that are
 * taken for HTML, and nothing whose work does not end. It is a list of what may be used, so that what a later version of
 * Pebble brings is out until somebody lets it in.
 */
final class TemplateLanguage {
    static final Set<String> TAGS = Set.of("if", "for", "set");
    static final Set<String> FUNCTIONS = Set.of("max", "min");
    static final Set<String> TESTS = Set.of("empty", "even", "odd", "null", "defined", "iterable", "map");
    /** Not {@code raw}: a cell must never become HTML. */
    static final Set<String> FILTERS = Set.of(
            "abbreviate",
            "abs",
            "capitalize",
            "date",
            "default",
            "first",
            "join",
            "last",
            "length",
            "lower",
            "nl2br",
            "numberformat",
            "replace",
            "reverse",
            "slice",
            "sort",
            "rsort",
            "split",
            "title",
            "trim",
            "upper",
            "urlencode");

    /** Beyond this many characters something has gone wrong: Gmail cuts a mail off at 102 KB. */
    static final int MAX_RENDERED = 2_000_000;

    private static final Set<String> NO_OPERATORS = Set.of("..");

    private TemplateLanguage() {}

    /** The language for HTML: what a field holds is escaped. */
    static PebbleEngine html(Loader<?> loader, Locale locale) {
        return engine(loader, locale, true);
    }

    /** The language for text and headers: what a field holds stays as it is. */
    static PebbleEngine plain(Loader<?> loader, Locale locale) {
        return engine(loader, locale, false);
    }

    private static PebbleEngine engine(Loader<?> loader, Locale locale, boolean html) {
        return new PebbleEngine.Builder()
                .loader(loader)
                .defaultLocale(locale)
                .autoEscaping(html)
                .strictVariables(false)
                .newLineTrimming(false)
                .cacheActive(false)
                .maxRenderedSize(MAX_RENDERED)
                .registerExtensionCustomizer(OnlyAllowed::new)
                .extension(new Own(html))
                .build();
    }

    /** Pebble's own extensions without what is not allowed. */
    private static final class OnlyAllowed extends ExtensionCustomizer {
        OnlyAllowed(Extension whole) {
            super(whole);
        }

        @Override
        public List<TokenParser> getTokenParsers() {
            return only(super.getTokenParsers(), parser -> TAGS.contains(parser.getTag()));
        }

        @Override
        public List<BinaryOperator> getBinaryOperators() {
            return only(super.getBinaryOperators(), operator -> !NO_OPERATORS.contains(operator.getSymbol()));
        }

        /** All filters: the one that escapes is Pebble's own. {@link FieldCheck} refuses those that are not listed. */
        @Override
        public Map<String, Filter> getFilters() {
            return super.getFilters();
        }

        @Override
        public Map<String, Function> getFunctions() {
            if (super.getFunctions() == null) {
                return Map.of();
            }
            var functions = new HashMap<>(super.getFunctions());
            functions.keySet().retainAll(FUNCTIONS);
            return functions;
        }

        /** None: Pebble's reach into Java objects by reflection. */
        @Override
        public List<AttributeResolver> getAttributeResolver() {
            return List.of();
        }

        private static <T> List<T> only(@Nullable List<T> all, Predicate<T> allowed) {
            return all == null ? List.of() : all.stream().filter(allowed).toList();
        }
    }

    /** What stands in the place of Pebble's own. */
    private static final class Own extends AbstractExtension {
        private final boolean html;

        Own(boolean html) {
            this.html = html;
        }

        @Override
        public Map<String, Filter> getFilters() {
            return TemplateFilters.own(html);
        }

        @Override
        public List<TokenParser> getTokenParsers() {
            return List.of(new BoundedSet());
        }

        @Override
        public List<AttributeResolver> getAttributeResolver() {
            return List.of(new PlainAttributes());
        }
    }
}
