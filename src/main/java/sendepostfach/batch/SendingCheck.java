package sendepostfach.batch;

import java.nio.file.Path;

import sendepostfach.preflight.Sending;
import sendepostfach.preflight.check.PreflightReport;

/** Runs the preflight, with DNS and the mailbox's server as they are now. */
@FunctionalInterface
public interface SendingCheck {
    /**
     * Checks what is about to be sent.
     *
     * @param directory where the job file is, and perhaps the preflight's settings
     */
    PreflightReport check(Sending sending, Path directory);
}
