package sendepostfach.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Insistence;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.check.PreflightReport;

/** A preflight for people: the most harmful first; or one finding for programs. */
final class PreflightText {
    private static final String INDENT = "      ";

    private final PrintWriter out;
    private final Text.Language language;
    private final boolean colour;

    PreflightText(PrintWriter out, Text.Language language, boolean colour) {
        this.out = out;
        this.language = language;
        this.colour = colour;
    }

    /** Colours are for terminals, unless the person wants none (NO_COLOR). */
    static boolean wantsColour(Map<String, String> environment) {
        return System.console() != null
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    void print(PreflightReport report) {
        report.findings().forEach(this::print);
        long failed = count(report, Level.FAIL);
        long warned = count(report, Level.WARN);
        out.println();
        out.println(Text.of("%s failed, %s to look at.", "%s fehlgeschlagen, %s zu beachten.", failed, warned)
                .and(
                        report.isHopeless()
                                ? Text.of(
                                        "Most of the campaign would be refused: it does not start without --force.",
                                        "Der größte Teil der Kampagne würde abgelehnt: Sie startet nicht ohne --force.")
                                : Text.NONE)
                .in(language));
    }

    private static long count(PreflightReport report, Level level) {
        return report.findings().stream()
                .filter(finding -> finding.level() == level)
                .count();
    }

    private void print(Finding finding) {
        out.printf(
                "%s  %-18s %s%n",
                label(finding.level()), finding.check(), finding.evidence().in(language));
        if (!finding.remedy().isEmpty()) {
            out.println(INDENT + "-> " + finding.remedy().in(language));
        }
        for (Insistence each : finding.insists()) {
            out.println(INDENT + each.words().in(language) + " ("
                    + (each.must() ? each.refusal().in(language) + "; " : "") + each.page() + ", " + each.date() + ")");
        }
    }

    private String label(Level level) {
        String code =
                switch (level) {
                    case FAIL -> "31;1";
                    case WARN -> "33";
                    case SKIP -> "2";
                    case PASS -> "32";
                };
        return colour ? "\u001b[" + code + "m" + level.name() + "\u001b[0m" : level.name();
    }

    static Map<String, Object> asMap(Finding finding, Text.Language language) {
        var map = new LinkedHashMap<String, Object>();
        map.put("check", finding.check());
        map.put("level", finding.level().toString());
        map.put("evidence", finding.evidence().in(language));
        map.put("remedy", finding.remedy().in(language));
        map.put(
                "providers",
                finding.insists().stream()
                        .filter(Insistence::must)
                        .map(Insistence::provider)
                        .toList());
        map.put(
                "insists",
                finding.insists().stream().map(each -> asMap(each, language)).toList());
        return map;
    }

    private static Map<String, Object> asMap(Insistence insistence, Text.Language language) {
        var map = new LinkedHashMap<String, Object>();
        map.put("provider", insistence.provider());
        map.put("must", insistence.must());
        insistence.share().ifPresent(share -> map.put("share", share));
        map.put("words", insistence.words().in(language));
        map.put("refusal", insistence.refusal().in(language));
        map.put("page", insistence.page());
        map.put("date", insistence.date());
        return map;
    }
}
