package sendepostfach.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import sendepostfach.campaign.InputFault;

/** How the practice account and the practice providers behave, read from a file that explains itself. */
public final class SandboxRules {
    private static final String STANDARD = "sandbox.yaml";

    private final AccountRules account;
    private final List<ProviderRules> providers;

    SandboxRules(AccountRules account, List<ProviderRules> providers) {
        this.account = account;
        this.providers = List.copyOf(providers);
    }

    /** The rules that come with the program. */
    public static SandboxRules standard() {
        try (InputStream file = SandboxRules.class.getResourceAsStream("/" + STANDARD)) {
            if (file == null) {
                throw new IllegalStateException(STANDARD + " is missing from the program");
            }
            return RuleFile.read(STANDARD, new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException trouble) {
            throw new UncheckedIOException(trouble);
        }
    }

    /**
     * The rules of this file, instead of the standard ones.
     *
     * @throws InputFault naming file, line and field, where the file cannot be read or says something that is not understood
     */
    public static SandboxRules read(Path file) {
        try {
            return RuleFile.read(file.toString(), Files.readString(file));
        } catch (IOException trouble) {
            throw new InputFault(file + ": the sandbox's rules cannot be read (" + trouble + ")", trouble);
        }
    }

    AccountRules account() {
        return account;
    }

    List<ProviderRules> providers() {
        return providers;
    }
}
