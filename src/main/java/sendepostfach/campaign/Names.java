package sendepostfach.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Enum constants as people write them: lower case, words parted by hyphens. */
final class Names {
    private Names() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E parse(Class<E> type, String name, String what) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown " + what + " \"" + name + "\": one of "
                        + Arrays.stream(type.getEnumConstants()).map(Names::of).collect(Collectors.joining(", "))));
    }
}
