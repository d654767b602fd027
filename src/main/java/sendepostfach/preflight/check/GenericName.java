package sendepostfach.preflight.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sendepostfach.preflight.Ip;

/** Host names that nobody has chosen: made from the address, or for lines whose address changes. */
final class GenericName {
    private static final Set<String> WORDS = words();

    private GenericName() {}

    /** What is generic about a name. */
    enum Kind {
        /** The address is written in it. */
        ADDRESS,
        /** It speaks of a dial-up or dynamic line. */
        DYNAMIC
    }

    private static Set<String> words() {
        try (InputStream in = GenericName.class.getResourceAsStream("/preflight/generic-names.txt")) {
            if (in == null) {
                throw new IllegalStateException("the program's own generic-names.txt is missing");
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static Optional<Kind> of(String name, Ip ip) {
        String host = name.toLowerCase(Locale.ROOT);
        String registered = Domains.registered(host);
        String left =
                host.length() > registered.length() ? host.substring(0, host.length() - registered.length() - 1) : "";
        if (holdsAddress(host, ip)) {
            return Optional.of(Kind.ADDRESS);
        }
        boolean dynamic = Arrays.stream(left.split("[^a-z]+")).anyMatch(WORDS::contains);
        return dynamic ? Optional.of(Kind.DYNAMIC) : Optional.empty();
    }

    private static boolean holdsAddress(String host, Ip ip) {
        return ip.isV4() ? holdsV4(host, ip) : holdsV6(host, ip);
    }

    /** Four octets, or three at an end, in either direction; in figures with or without zeros in front, or hexadecimal. */
    private static boolean holdsV4(String host, Ip ip) {
        List<Integer> octets =
                Arrays.stream(ip.dotted().split("\\.")).map(Integer::valueOf).toList();
        var reversed = new ArrayList<>(octets);
        Collections.reverse(reversed);
        boolean written = Stream.of(octets, reversed)
                .flatMap(all -> Stream.of(all.subList(0, 3), all.subList(1, 4)))
                .anyMatch(part -> apart(part).matcher(host).find());
        return written
                || host.contains(joined("%02x", octets))
                || host.contains(joined("%03d", octets))
                || host.contains(joined("%03d", reversed))
                || host.contains(joined("%02x", reversed));
    }

    /** Octets with a sign between them, perhaps with zeros in front. */
    private static Pattern apart(List<Integer> octets) {
        return Pattern.compile(octets.stream()
                .map(octet -> "0{0,2}" + octet)
                .collect(Collectors.joining("[.\\-_x]", "(?<!\\d)", "(?!\\d)")));
    }

    private static String joined(String format, List<Integer> octets) {
        return octets.stream()
                .map(octet -> String.format(Locale.ROOT, format, octet))
                .collect(Collectors.joining());
    }

    /** The 32 digits, or the last 16 of them, whatever stands between. */
    private static boolean holdsV6(String host, Ip ip) {
        String digits = ip.dotted().replace(".", "").toLowerCase(Locale.ROOT);
        String reversed = new StringBuilder(digits).reverse().toString();
        String bare = host.replaceAll("[.\\-]", "");
        String written = ip.toString().replaceAll("::?", "-");
        return bare.contains(digits) || bare.contains(reversed) || written.length() > 12 && host.contains(written);
    }
}
