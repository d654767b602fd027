package sendepostfach.preflight.check;

import java.util.List;
import java.util.Optional;

/**
 * What receivers can tell of who has sent the mail.
 *
 * @param spf whether SPF passes for all sending hosts; empty where it is not known
 * @param dkim whether a signature of the program can be verified; empty where the program does not sign, or DNS gave no answer
 * @param signers the domains whose signatures can be verified
 */
record Authentication(Optional<Boolean> spf, Optional<Boolean> dkim, List<String> signers) {
    /** Nothing can be told. */
    static final Authentication UNKNOWN = new Authentication(Optional.empty(), Optional.empty(), List.of());

    boolean spfPasses() {
        return spf.orElse(false);
    }

    boolean dkimPasses() {
        return dkim.orElse(false);
    }
}
