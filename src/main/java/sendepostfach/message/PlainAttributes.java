package sendepostfach.message;

import java.util.List;
import java.util.Map;

import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.attributes.ResolvedAttribute;
import io.pebbletemplates.pebble.node.ArgumentsNode;
import io.pebbletemplates.pebble.node.ForNode.LoopVariables;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import org.jspecify.annotations.Nullable;

/** What follows a dot or stands in brackets: entries of maps and lists and the loop's counters; never a Java member. */
final class PlainAttributes implements AttributeResolver {
    private static final ResolvedAttribute NOTHING = new ResolvedAttribute(null);

    @Override
    public ResolvedAttribute resolve(
            @Nullable Object instance,
            @Nullable Object name,
            Object @Nullable [] arguments,
            @Nullable ArgumentsNode node,
            EvaluationContextImpl context,
            String file,
            int line) {
        Object value = null;
        if (instance instanceof Map<?, ?> map) {
            value = map.get(name);
        } else if (instance instanceof List<?> list && name instanceof Number index) {
            value = index.intValue() >= 0 && index.intValue() < list.size() ? list.get(index.intValue()) : null;
        } else if (instance instanceof Map.Entry<?, ?> entry) {
            value = "key".equals(name) ? entry.getKey() : "value".equals(name) ? entry.getValue() : null;
        } else if (instance instanceof LoopVariables loop) {
            value = counter(loop, String.valueOf(name));
        }
        return value == null ? NOTHING : new ResolvedAttribute(value);
    }

    private static @Nullable Object counter(LoopVariables loop, String name) {
        return switch (name) {
            case "index" -> loop.getIndex();
            case "first" -> loop.isFirst();
            case "last" -> loop.isLast();
            case "length" -> loop.getLength();
            case "revindex" -> loop.getRevindex();
            default -> null;
        };
    }
}
