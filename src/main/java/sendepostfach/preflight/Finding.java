package sendepostfach.preflight;

import java.util.List;
import java.util.Optional;

import sendepostfach.campaign.Text;

/**
 * What one check has found.
 *
 * @param check the check's name
 * @param level how it came out
 * @param evidence what was seen
 * @param remedy what to do; empty where nothing is to be done
 * @param requirement what is demanded of senders here, if anybody does
 * @param reach whom it concerns
 * @param insists who demands it
 */
public record Finding(
        String check,
        Level level,
        Text evidence,
        Text remedy,
        Optional<Requirement> requirement,
        Reach reach,
        List<Insistence> insists) {

    /** Whom a finding concerns. */
    public enum Reach {
        /** Whoever demands it. */
        WHO_INSISTS,
        /** Whoever demands it; it is only a warning where nobody on the list does. */
        ONLY_WHO_INSISTS,
        /** Everybody: nothing gets through. */
        EVERYBODY
    }

    public Finding {
        if (check.isBlank()) {
            throw new IllegalArgumentException("a finding needs the name of its check");
        }
        insists = List.copyOf(insists);
    }

    public static Finding pass(String check, Text evidence) {
        return of(check, Level.PASS, evidence, Text.NONE);
    }

    public static Finding skip(String check, Text evidence, Text remedy) {
        return of(check, Level.SKIP, evidence, remedy);
    }

    public static Finding warn(String check, Text evidence, Text remedy) {
        return of(check, Level.WARN, evidence, remedy);
    }

    public static Finding fail(String check, Text evidence, Text remedy) {
        return of(check, Level.FAIL, evidence, remedy);
    }

    private static Finding of(String check, Level level, Text evidence, Text remedy) {
        return new Finding(check, level, evidence, remedy, Optional.empty(), Reach.WHO_INSISTS, List.of());
    }

    /** The same, as a matter of a demand. */
    public Finding about(Requirement demanded) {
        return new Finding(check, level, evidence, remedy, Optional.of(demanded), reach, insists);
    }

    /** The same, concerning these. */
    public Finding reaching(Reach whom) {
        return new Finding(check, level, evidence, remedy, requirement, whom, insists);
    }

    /** The same at another level, with who insists. */
    public Finding demandedBy(Level known, List<Insistence> demanding) {
        return new Finding(check, known, evidence, remedy, requirement, reach, demanding);
    }

    /** The same, only as a warning. */
    public Finding atMostWarning() {
        return level == Level.FAIL
                ? new Finding(check, Level.WARN, evidence, remedy, requirement, reach, insists)
                : this;
    }

    /** The same with another remark on what was seen. */
    public Finding remarking(Text more) {
        return new Finding(check, level, evidence.and(more), remedy, requirement, reach, insists);
    }
}
