package sendepostfach.web;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.Finding;
import sendepostfach.preflight.Insistence;
import sendepostfach.preflight.Level;
import sendepostfach.preflight.check.PreflightReport;

/**
 * A finding of the preflight in the visitor's language.
 *
 * @param check the check's name
 * @param level how it came out
 * @param evidence what was seen
 * @param remedy what to do; empty where nothing is to be done
 * @param record what to publish, as it is copied; empty where the remedy is no record
 * @param insists who demands it, and how much of the list that is
 */
public record Judged(String check, Level level, String evidence, String remedy, String record, List<Demand> insists) {
    /** A record at the end of a remedy: SPF, DMARC or DKIM. */
    private static final Pattern RECORD = Pattern.compile("(?s)^(.*?)\\s*(v=(?:spf1|DMARC1|DKIM1)\\b.*)$");

    /** A provider's demand in words, with where it says so. */
    public record Demand(String provider, boolean must, String words, String refusal, String page, String date) {}

    /** A report, the most harmful finding first. */
    static List<Judged> of(PreflightReport report, Locale locale) {
        return report.findings().stream().map(finding -> of(finding, locale)).toList();
    }

    private static Judged of(Finding finding, Locale locale) {
        Text.Language language = Spoken.language(locale);
        String remedy = finding.remedy().in(language);
        Matcher split = RECORD.matcher(remedy);
        boolean isRecord = split.matches();
        return new Judged(
                finding.check(),
                finding.level(),
                finding.evidence().in(language),
                isRecord ? split.group(1) : remedy,
                isRecord ? split.group(2) : "",
                finding.insists().stream().map(each -> demand(each, language)).toList());
    }

    private static Demand demand(Insistence each, Text.Language language) {
        return new Demand(
                each.provider(),
                each.must(),
                each.words().in(language),
                each.refusal().in(language),
                each.page(),
                each.date());
    }

    /** What a button copies: the record, else the remedy. */
    public String copied() {
        return record.isEmpty() ? remedy : record;
    }
}
