package sendepostfach.preflight.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The suffixes below which people register domains (publicsuffix.org), as of the date in the head of
 * {@code public_suffix_list.dat}. RFC 7489 finds a domain's organisation by them.
 */
final class PublicSuffixes {
    private static final PublicSuffixes STANDARD = read();

    private final Set<String> suffixes = new HashSet<>();
    private final Set<String> parents = new HashSet<>();
    private final Set<String> exceptions = new HashSet<>();

    private PublicSuffixes() {}

    static PublicSuffixes standard() {
        return STANDARD;
    }

    private static PublicSuffixes read() {
        try (InputStream in = PublicSuffixes.class.getResourceAsStream("/preflight/public_suffix_list.dat")) {
            if (in == null) {
                throw new IllegalStateException("the program's own public_suffix_list.dat is missing");
            }
            var list = new PublicSuffixes();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("//"))
                    .forEach(list::add);
            return list;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** A rule: a suffix, {@code *.} for whatever is below one, or {@code !} for what is none all the same. */
    private void add(String rule) {
        if (rule.startsWith("!")) {
            exceptions.add(ascii(rule.substring(1)));
        } else if (rule.startsWith("*.")) {
            parents.add(ascii(rule.substring(2)));
        } else {
            suffixes.add(ascii(rule));
        }
    }

    private static String ascii(String name) {
        return IDN.toASCII(name, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    }

    /** The registered domain that a domain is or is below of; a public suffix is returned as it is. */
    String registered(String domain) {
        List<String> labels = List.of(domain.toLowerCase(Locale.ROOT).split("\\."));
        for (int from = 0; from < labels.size(); from++) {
            if (exceptions.contains(name(labels, from))) {
                return name(labels, from);
            }
            if (isSuffix(labels, from)) {
                return name(labels, Math.max(0, from - 1));
            }
        }
        return domain;
    }

    /** The longest rule counts; where there is none, the last label is a suffix. */
    private boolean isSuffix(List<String> labels, int from) {
        String name = name(labels, from);
        boolean last = from == labels.size() - 1;
        return last || suffixes.contains(name) || parents.contains(name(labels, from + 1));
    }

    private static String name(List<String> labels, int from) {
        return String.join(".", labels.subList(from, labels.size()));
    }
}
