package sendepostfach.sandbox;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A practice provider as the rules describe it.
 *
 * @param name its name in counts and the name of the folder that keeps its mails
 * @param domains the recipient domains that belong to it, in lower case
 * @param accepts the reply to a mail that it takes
 * @param traits what it does, in this order
 */
record ProviderRules(String name, Set<String> domains, ReplyText accepts, List<BehaviourRule> traits) {
    /** The provider of all domains that belong to no other. */
    static final String DEFAULT = "default";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,60}");

    ProviderRules {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a provider's name is made of small letters, digits, dots and hyphens: \"" + name + "\"");
        }
        if (accepts.code() / 100 != 2) {
            throw new IllegalArgumentException("the reply to an accepted mail needs a code 2xx: " + accepts.lines());
        }
        domains = Set.copyOf(domains);
        traits = List.copyOf(traits);
    }
}
