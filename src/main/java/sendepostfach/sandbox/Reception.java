package sendepostfach.sandbox;

import java.net.IDN;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What all sessions share: the account, the practice providers, the kept mails. */
final class Reception {
    private static final int ID_BASE = 36;

    private final World world;
    private final Provider account;
    private final List<Provider> providers = new ArrayList<>();
    private final Map<String, Provider> byDomain = new HashMap<>();
    private final Provider others;
    private final Optional<MailStore> store;
    private final String idStart;
    private final AtomicLong ids = new AtomicLong();

    Reception(SandboxSettings settings) {
        world = new World(settings.clock(), settings.random(), settings.sleeper());
        SandboxRules rules = settings.rules();
        ReplyText ok = ReplyText.parse("250 2.1.0 Ok");
        account = new Provider(
                new ProviderRules(
                        AccountRules.NAME, Set.of(), ok, rules.account().traits()),
                world);
        Provider last = account;
        for (ProviderRules provider : rules.providers()) {
            Provider started = new Provider(provider, world);
            providers.add(started);
            provider.domains().forEach(domain -> byDomain.put(domain, started));
            last = provider.name().equals(ProviderRules.DEFAULT) ? started : last;
        }
        others = last;
        store = settings.mailDirectory().map(MailStore::new);
        idStart = Long.toString(world.clock().millis(), ID_BASE);
    }

    Provider account() {
        return account;
    }

    /** The provider of a recipient's domain, which may be written with U-labels (RFC 5890). */
    Provider of(String domain) {
        Provider provider = byDomain.get(domain);
        if (provider == null && domain.chars().anyMatch(c -> c > 0x7f)) {
            provider = byDomain.get(ascii(domain));
        }
        return provider == null ? others : provider;
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomainName) {
            return domain;
        }
    }

    /** A queue id that no other mail has, in this run or another one. */
    String newId() {
        return (idStart
                        + String.format("%5s", Long.toString(ids.incrementAndGet(), ID_BASE))
                                .replace(' ', '0'))
                .toUpperCase(Locale.ROOT);
    }

    Instant now() {
        return world.clock().instant();
    }

    Optional<MailStore> store() {
        return store;
    }

    Optional<Path> mailDirectory() {
        return store.map(MailStore::directory);
    }

    SandboxCounts counts() {
        var counts = new HashMap<String, SandboxCounts.OfProvider>();
        counts.put(account.name(), account.counts());
        providers.forEach(provider -> counts.put(provider.name(), provider.counts()));
        return new SandboxCounts(counts);
    }
}
