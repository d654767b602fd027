package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of publicsuffix.org's own test, as far as they are about names that somebody can send from. */
class PublicSuffixesTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "WwW.example.COM, example.com",
        "a.b.example.com, example.com",
        "b.c.mm, b.c.mm",
        "a.b.c.mm, b.c.mm",
        "example.co.uk, example.co.uk",
        "news.example.co.uk, example.co.uk",
        "test.ac.jp, test.ac.jp",
        "www.test.kyoto.jp, test.kyoto.jp",
        "a.b.ide.kyoto.jp, b.ide.kyoto.jp",
        "a.b.c.kobe.jp, b.c.kobe.jp",
        "www.city.kobe.jp, city.kobe.jp",
        "www.www.ck, www.ck",
        "a.b.test.ck, b.test.ck",
        "www.test.k12.ak.us, test.k12.ak.us",
        "mail.kunde.gv.at, kunde.gv.at",
        "news.xn--85x722f.com.cn, xn--85x722f.com.cn",
        "www.xn--85x722f.xn--55qx5d.cn, xn--85x722f.xn--55qx5d.cn",
        "a.b.unlisted.example, unlisted.example",
        "shop.github.io, shop.github.io"
    })
    void tellsWhatWasRegistered(String domain, String registered) {
        assertThat(Domains.registered(domain)).isEqualTo(registered);
    }

    @Test
    void aPublicSuffixIsItsOwn() {
        assertThat(Domains.registered("co.uk")).isEqualTo("co.uk");
        assertThat(Domains.registered("de")).isEqualTo("de");
    }
}
