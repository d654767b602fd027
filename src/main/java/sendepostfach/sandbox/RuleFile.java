package sendepostfach.sandbox;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

import sendepostfach.campaign.InputFault;

/** Reads the sandbox's rules. What stands below {@code everywhere} comes after each provider's own traits. */
final class RuleFile {
    private static final ReplyText USUAL_ACCEPTS = ReplyText.parse("250 2.0.0 Ok: queued as {id}");
    private static final int USUAL_CONNECTIONS = 500;
    private static final int USUAL_SIZE = 35_882_577;

    private RuleFile() {}

    static SandboxRules read(String file, String text) {
        Fields root = new Fields(file, "", compose(file, text));
        return root.build(() -> {
            AccountRules account = root.below("mailbox")
                    .map(RuleFile::account)
                    .orElseGet(
                            () -> new AccountRules(AccountRules.Login.ANY, USUAL_CONNECTIONS, USUAL_SIZE, List.of()));
            List<BehaviourRule> everywhere = TraitReader.ofProvider().read(root.each("everywhere"));
            return new SandboxRules(account, providers(root, everywhere));
        });
    }

    private static AccountRules account(Fields fields) {
        return fields.build(() -> new AccountRules(
                fields.find("login", AccountRules.Login::of).orElse(AccountRules.Login.ANY),
                fields.find("connections", Values::count).orElse(USUAL_CONNECTIONS),
                fields.find("size", Values::bytes).orElse(USUAL_SIZE),
                TraitReader.ofAccount().read(fields.each("traits"))));
    }

    private static List<ProviderRules> providers(Fields root, List<BehaviourRule> everywhere) {
        var providers = new ArrayList<ProviderRules>();
        var owners = new HashMap<String, String>();
        for (Fields fields : root.each("providers")) {
            ProviderRules provider = provider(fields, everywhere);
            boolean isDefault = provider.name().equals(ProviderRules.DEFAULT);
            if (isDefault != provider.domains().isEmpty()) {
                throw fields.fault(
                        isDefault
                                ? "the provider default has all domains that belong to no other: take its domains out"
                                : "provider " + provider.name() + " needs domains");
            }
            if (owners.putIfAbsent("provider " + provider.name(), "") != null) {
                throw fields.fault("provider " + provider.name() + " is there twice; keep one");
            }
            claim(owners, provider, fields);
            providers.add(provider);
        }
        if (!owners.containsKey("provider " + ProviderRules.DEFAULT)) {
            throw root.fault("providers needs one with the name default, for all domains that belong to no other");
        }
        return providers;
    }

    private static void claim(Map<String, String> owners, ProviderRules provider, Fields fields) {
        for (String domain : provider.domains()) {
            String other = owners.put(domain, provider.name());
            if (other != null) {
                throw fields.fault("domain " + domain + " belongs to " + other + " already; keep it in one place");
            }
        }
    }

    private static ProviderRules provider(Fields fields, List<BehaviourRule> everywhere) {
        return fields.build(() -> {
            String name = fields.need("name", text -> text);
            Set<String> domains = fields.texts("domains").stream()
                    .map(domain -> domain.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            ReplyText accepts = fields.find("accepts", ReplyText::parse).orElse(USUAL_ACCEPTS);
            var traits = new ArrayList<>(TraitReader.ofProvider().read(fields.each("traits")));
            traits.addAll(everywhere);
            return new ProviderRules(name, domains, accepts, traits);
        });
    }

    private static Node compose(String file, String text) {
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            if (node == null) {
                throw new InputFault(file + ": the file is empty; it needs at least a provider named default");
            }
            return node;
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null
                    ? 1
                    : broken.getProblemMark().getLine() + 1;
            throw new InputFault(file + " line " + line + ": this is not YAML: " + broken.getProblem(), broken);
        } catch (YAMLException broken) {
            throw new InputFault(file + ": this is not YAML: " + broken.getMessage(), broken);
        }
    }
}
