package sendepostfach.preflight.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What makes receivers distrust a mail, read from {@code mail-rules.yaml}.
 *
 * @param linkShorteners domains of services that hide where a link leads
 * @param refusedAttachments endings of file names that are refused
 * @param unsubscribeWords parts of words that end a subscription
 * @param imprintWords words that lead to who is behind a mail
 */
record MailRules(
        Set<String> linkShorteners,
        Set<String> refusedAttachments,
        Set<String> unsubscribeWords,
        Set<String> imprintWords) {
    static MailRules standard() {
        try (InputStream in = MailRules.class.getResourceAsStream("/preflight/mail-rules.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the program's own mail-rules.yaml is missing");
            }
            Map<String, List<String>> lists = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new MailRules(
                    list(lists, "link-shorteners"),
                    list(lists, "refused-attachments"),
                    list(lists, "unsubscribe-words"),
                    list(lists, "imprint-words"));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Set<String> list(Map<String, List<String>> lists, String name) {
        List<String> list = lists.get(name);
        if (list == null || list.isEmpty()) {
            throw new IllegalStateException("the program's own mail-rules.yaml lacks " + name);
        }
        return new HashSet<>(list);
    }
}
