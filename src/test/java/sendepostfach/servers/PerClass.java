package sendepostfach.servers;

import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Opens a server before the first test of a class and closes it after the last:
 * <pre>{@code
 * @RegisterExtension
 * static final PerClass<PostfixServer> POSTFIX = PerClass.of(PostfixServer::start);
 * }</pre>
 */
public final class PerClass<T extends AutoCloseable> implements BeforeAllCallback, AfterAllCallback {
    private final Supplier<T> opening;
    private @Nullable T open;

    private PerClass(Supplier<T> opening) {
        this.opening = opening;
    }

    public static <T extends AutoCloseable> PerClass<T> of(Supplier<T> opening) {
        return new PerClass<>(opening);
    }

    /** What was opened for this class. */
    public T get() {
        return Objects.requireNonNull(open, "not open: is the field static and marked with @RegisterExtension?");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        open = opening.get();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (open != null) { // the opening may have skipped the class
            open.close();
            open = null;
        }
    }
}
