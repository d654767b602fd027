package sendepostfach.preflight.check;

import java.util.Optional;

/**
 * What receivers can tell of who has sent the mail.
 *
 * @param spf whether SPF passes for all sending hosts; empty where it is not known
 * @param dkim whether the program's signature can be verified; empty where the program does not sign, or DNS gave no answer
 */
record Authentication(Optional<Boolean> spf, Optional<Boolean> dkim) {
    boolean spfPasses() {
        return spf.orElse(false);
    }

    boolean dkimPasses() {
        return dkim.orElse(false);
    }
}
