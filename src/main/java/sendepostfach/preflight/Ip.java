package sendepostfach.preflight;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address.
 *
 * @param family its family
 * @param high the upper 64 bits; 0 for IPv4
 * @param low the lower 64 bits, or the 32 bits of IPv4
 */
public record Ip(Family family, long high, long low) {
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int GROUPS = 8;

    /** The two kinds of addresses. */
    public enum Family {
        V4(32),
        V6(128);

        private final int bits;

        Family(int bits) {
            this.bits = bits;
        }

        /** How long an address is. */
        public int bits() {
            return bits;
        }
    }

    public Ip {
        if (family == Family.V4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits: " + high + ", " + low);
        }
    }

    /** Reads an address as RFC 4291, section 2.2, and dotted-quad notation without leading zeros have it; else empty. */
    public static Optional<Ip> parse(String text) {
        return text.indexOf(':') < 0 ? parse4(text) : parse6(text);
    }

    /** Makes an address of its 4 or 16 octets. */
    public static Ip of(byte[] octets) {
        if (octets.length != 4 && octets.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets.length == 16 && i < 8) {
                high = high << 8 | octets[i] & 0xff;
            } else {
                low = low << 8 | octets[i] & 0xff;
            }
        }
        return new Ip(octets.length == 4 ? Family.V4 : Family.V6, high, low);
    }

    private static Optional<Ip> parse4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        long bits = 0;
        for (String part : parts) {
            if (!DECIMAL.matcher(part).matches() || Integer.parseInt(part) > 255) {
                return Optional.empty();
            }
            bits = bits << 8 | Integer.parseInt(part);
        }
        return Optional.of(new Ip(Family.V4, 0, bits));
    }

    private static Optional<Ip> parse6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text).filter(all -> all.size() == GROUPS).map(Ip::ofGroups);
        }
        Optional<List<Integer>> before = groups(text.substring(0, gap));
        Optional<List<Integer>> after = groups(text.substring(gap + 2));
        boolean quadBeforeGap = text.lastIndexOf('.') >= 0 && text.indexOf('.') < gap;
        if (before.isEmpty() || after.isEmpty() || quadBeforeGap) {
            return Optional.empty();
        }
        int missing = GROUPS - before.get().size() - after.get().size();
        if (missing < 1) {
            return Optional.empty();
        }
        var all = new ArrayList<Integer>(before.get());
        all.addAll(Collections.nCopies(missing, 0));
        all.addAll(after.get());
        return Optional.of(ofGroups(all));
    }

    /** The 16-bit groups between colons, the last two perhaps as a dotted quad. */
    private static Optional<List<Integer>> groups(String text) {
        var groups = new ArrayList<Integer>();
        if (text.isEmpty()) {
            return Optional.of(groups);
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            Optional<Ip> quad = i == parts.length - 1 ? parse4(parts[i]) : Optional.empty();
            if (quad.isPresent()) {
                groups.add((int) (quad.get().low >>> 16));
                groups.add((int) (quad.get().low & 0xffff));
            } else if (HEXADECIMAL.matcher(parts[i]).matches()) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return Optional.empty();
            }
        }
        return groups.size() > GROUPS ? Optional.empty() : Optional.of(groups);
    }

    private static Ip ofGroups(List<Integer> groups) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS; i++) {
            if (i < GROUPS / 2) {
                high = high << 16 | groups.get(i);
            } else {
                low = low << 16 | groups.get(i);
            }
        }
        return new Ip(Family.V6, high, low);
    }

    public boolean isV4() {
        return family == Family.V4;
    }

    /** The IPv4 address that an IPv4-mapped IPv6 address stands for (RFC 4291, section 2.5.5.2); others unchanged. */
    public Ip unmapped() {
        boolean mapped = family == Family.V6 && high == 0 && low >>> 32 == 0xffff;
        return mapped ? new Ip(Family.V4, 0, low & 0xffff_ffffL) : this;
    }

    /** Whether the first {@code prefix} bits are those of the network. Never, where the families differ. */
    public boolean isIn(Ip network, int prefix) {
        if (network.family != family) {
            return false;
        }
        if (isV4()) {
            return prefix == 0 || (low ^ network.low) >>> (32 - prefix) == 0;
        }
        boolean upper = prefix == 0 || (high ^ network.high) >>> (64 - Math.min(prefix, 64)) == 0;
        return upper && (prefix <= 64 || (low ^ network.low) >>> (128 - prefix) == 0);
    }

    /** Dotted: four numbers, or 32 hexadecimal digits in upper case (RFC 7208, section 7.3, macro i). */
    public String dotted() {
        if (isV4()) {
            return (low >>> 24) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
        }
        String digits = String.format("%016X%016X", high, low);
        return String.join(".", digits.split(""));
    }

    /** The dotted parts from the last to the first, as lists in DNS want them. */
    public String reversed() {
        var parts = new ArrayList<>(List.of(dotted().split("\\.")));
        Collections.reverse(parts);
        return String.join(".", parts);
    }

    /** The name under which DNS keeps the address's names (PTR). */
    public String reverseName() {
        return reversed() + (isV4() ? ".in-addr.arpa" : ".ip6.arpa");
    }

    /** As people write it; IPv6 by RFC 5952. */
    @Override
    public String toString() {
        if (isV4()) {
            return dotted();
        }
        var groups = new ArrayList<Integer>();
        for (int i = 0; i < GROUPS; i++) {
            long half = i < 4 ? high : low;
            groups.add((int) (half >>> (48 - 16 * (i % 4)) & 0xffff));
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups.get(end) == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        if (start < 0) {
            return hexadecimal(groups);
        }
        return hexadecimal(groups.subList(0, start)) + "::" + hexadecimal(groups.subList(start + length, GROUPS));
    }

    private static String hexadecimal(List<Integer> groups) {
        return String.join(":", groups.stream().map(Integer::toHexString).toList());
    }
}
