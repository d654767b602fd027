package sendepostfach.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPasswordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db.example/s?user=u&password=geheim-1/2#&useSSL=true",
                "jdbc:mysql://db.example/s?password=geheim-1/2#",
                "jdbc:h2:file:/srv/ledger;USER=sa;PASSWORD=geheim-1/2#;MODE=MySQL",
                "jdbc:mysql://u:geheim-1/2#@db.example:3306/s?useSSL=true",
                "jdbc:mysql://u:geheim-1/@2#@db.example:3306/s",
                "jdbc:mysql://address=(host=db.example)(user=u)(password=geheim-1/2#)/s",
                "jdbc:mysql://db.example/s?trustCertificateKeyStorePassword=geheim-1/2#",
                "No suitable driver for jdbc:mysqll://db.example/s?user=u&password=geheim-1/2# (see the log)",
                "{user=u, password=geheim-1/2#}"
            })
    void thePasswordGoesAndTheRestStays(String text) {
        String left = UrlPasswords.takenOutOf(text);
        assertThat(left).contains("***").doesNotContain("geheim").doesNotContain("2#");
        assertThat(left.replaceAll("\\*\\*\\*.*", "")).isEqualTo(text.substring(0, text.indexOf("geheim")));
    }

    @Test
    void othersStayAsTheyAre() {
        for (String text : new String[] {
            "jdbc:h2:async:./data/ledger;MODE=MySQL;USER=sa",
            "https://gaertnerei.example:8443/x?id=4&page=2 a@b.example",
            "mailbox haupt: password: is missing, write ${NAME}"
        }) {
            assertThat(UrlPasswords.takenOutOf(text)).isEqualTo(text);
        }
    }
}
