package sendepostfach.preflight.spf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import sendepostfach.preflight.Ip;

/** The terms of one or several records, put right and in order: mechanisms, then {@code all} or redirect, then the rest. */
final class SpfTerms {
    private static final Pattern ADDRESS = Pattern.compile("(?i)([+?~-]?)(?:a|mx|ip|ipv4|ip4|ipv6|ip6)[:=](\\S+)");
    private static final Pattern EQUALS = Pattern.compile("(?i)([+?~-]?)(include|a|mx|ptr|exists|ip4|ip6)=(\\S+)");

    final List<String> mechanisms = new ArrayList<>();
    private final List<String> modifiers = new ArrayList<>();
    private @Nullable String redirect;
    private String all = "";

    /** Reads published records; what is wrong in them is put right or left out. */
    static SpfTerms of(List<String> records) {
        var terms = new SpfTerms();
        Set<String> seen = new LinkedHashSet<>();
        for (String record : records) {
            String redirected = null;
            String ending = "";
            for (String term :
                    record.substring(SpfRecord.VERSION.length()).strip().split("\\s+")) {
                String right = term.isEmpty() ? "" : mended(term);
                String lower = right.toLowerCase(Locale.ROOT);
                if (lower.startsWith("redirect=")) {
                    redirected = right.substring("redirect=".length());
                } else if (lower.matches("[+?~-]?all")) {
                    ending = ending.isEmpty() ? lower : ending;
                } else if (lower.matches("[a-z][a-z0-9._-]*=.*")) {
                    terms.addModifier(right);
                } else if (!lower.isEmpty() && seen.add(lower.startsWith("+") ? lower.substring(1) : lower)) {
                    terms.mechanisms.add(right);
                }
            }
            terms.end(redirected, ending, records.size() > 1);
        }
        return terms;
    }

    private void addModifier(String term) {
        String name = term.substring(0, term.indexOf('=') + 1).toLowerCase(Locale.ROOT);
        if (modifiers.stream().noneMatch(other -> other.toLowerCase(Locale.ROOT).startsWith(name))) {
            modifiers.add(term);
        }
    }

    private void end(@Nullable String redirected, String ending, boolean merged) {
        if (!ending.isEmpty()) {
            all = weaker(all, ending);
        } else if (redirected != null && merged) {
            mechanisms.add("include:" + redirected);
        } else {
            redirect = redirected;
        }
    }

    /** Where records disagree about all others, the milder word; never that all others may send. */
    private static String weaker(String one, String other) {
        boolean hard = (one.isEmpty() || one.equals("-all")) && other.equals("-all");
        return hard ? "-all" : "~all";
    }

    /** A term as it was meant; empty where nobody can tell. */
    private static String mended(String term) {
        var address = ADDRESS.matcher(term);
        if (address.matches()) {
            String value = address.group(2);
            Optional<Ip> ip = Ip.parse(value.replaceFirst("/\\d+$", ""));
            if (ip.isPresent()) {
                String right = address.group(1) + (ip.get().isV4() ? "ip4:" : "ip6:") + value;
                return isRight(right) ? right : address.group(1) + (ip.get().isV4() ? "ip4:" : "ip6:") + ip.get();
            }
        }
        if (isRight(term)) {
            var equals = EQUALS.matcher(term);
            return equals.matches() ? equals.group(1) + equals.group(2) + ":" + equals.group(3) : term;
        }
        String without = term.replaceFirst("[.,;:=]+$", "");
        return isRight(without) ? without : "";
    }

    private static boolean isRight(String term) {
        try {
            SpfRecord.parse(SpfRecord.VERSION + " " + term);
            return true;
        } catch (SpfSyntaxFault wrong) {
            return false;
        }
    }

    Optional<String> redirect() {
        return Optional.ofNullable(redirect);
    }

    void dropRedirect() {
        redirect = null;
    }

    /** The record with these terms put before or after the mechanisms that it has. */
    String withAdded(List<String> added, boolean first) {
        var terms = new ArrayList<String>();
        terms.add(SpfRecord.VERSION);
        if (first) {
            terms.addAll(added);
        }
        terms.addAll(mechanisms);
        if (!first) {
            terms.addAll(added);
        }
        if (redirect != null) {
            terms.add("redirect=" + redirect);
        } else {
            terms.add(all.isEmpty() ? "~all" : all);
        }
        terms.addAll(modifiers);
        return String.join(" ", terms);
    }
}
