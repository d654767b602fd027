package sendepostfach.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "GMX.de, gmx.de",
        "gmx.de., gmx.de",
        ".gmx.net, gmx.net",
        "Müller.example, xn--mller-kva.example",
        "' x.example ', x.example",
        "., ''",
        "'', ''"
    })
    void namesAreComparedInOneForm(String written, String name) {
        assertThat(DomainName.of(written)).isEqualTo(name);
    }
}
