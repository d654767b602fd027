package sendepostfach.servers;

import java.nio.file.Path;
import java.util.UUID;

/** The embedded database with the settings that the program uses it with. */
public final class H2Database {
    private static final String SETTINGS = ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE";

    private H2Database() {}

    /** An empty database in memory; it lives until it is closed. */
    public static TestDatabase inMemory() {
        return database("mem:" + UUID.randomUUID() + SETTINGS + ";DB_CLOSE_DELAY=-1");
    }

    /**
     * An empty database in a file of {@code directory}, which several processes can open. H2 2.4 refuses AUTO_SERVER
     * together with DB_CLOSE_ON_EXIT=FALSE.
     */
    public static TestDatabase in(Path directory) {
        return database("file:" + directory.resolve("sendepostfach").toAbsolutePath() + SETTINGS + ";AUTO_SERVER=TRUE");
    }

    private static TestDatabase database(String location) {
        return new TestDatabase("jdbc:h2:" + location, "sa", "", "SHUTDOWN");
    }
}
