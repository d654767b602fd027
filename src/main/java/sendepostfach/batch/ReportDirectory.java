package sendepostfach.batch;

import java.nio.file.Path;

/** Where accounts are written, a folder a campaign. */
@FunctionalInterface
public interface ReportDirectory {
    Path of(String campaign);
}
