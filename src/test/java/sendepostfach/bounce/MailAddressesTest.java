package sendepostfach.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailAddressesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rfc822;x@example.com | x@example.com",
                "RFC822 ; <x@example.com> | x@example.com",
                "rfc822; x+2Btag@example.com | x+tag@example.com",
                "rfc822; x+tag@example.com | x+tag@example.com",
                "utf-8;j\\x{F6}rg@example.com | jörg@example.com",
                "utf-8; 用户@例子.example | 用户@例子.example",
                "x@example.com | x@example.com",
                "system;<x@example.com> | x@example.com",
                "rfc822; \"hans meier\"@example.com | \"hans meier\"@example.com"
            })
    void aTypedAddressIsRead(String field, String address) {
        assertThat(MailAddresses.typed(field)).contains(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"X-400; /S=x/O=corp/C=DE/", "rfc822;", "local; x", "rfc822; @", "rfc822; x@"})
    void whatIsNoMailAddressIsNone(String field) {
        assertThat(MailAddresses.typed(field)).isEmpty();
    }

    @Test
    void addressesAreFoundInText() {
        assertThat(in("To: <a@example.com>, 'b@example.com'; mailto:c@example.com. (d@[192.0.2.1]) e@host"))
                .containsExactly("a@example.com", "b@example.com", "c@example.com", "d@[192.0.2.1]");
        assertThat(in("<e@localhost> said @ noon, rcpt=f@example.com")).containsExactly("e@localhost", "f@example.com");
    }

    private static List<String> in(String text) {
        return MailAddresses.in(text).stream().map(MailAddresses.Found::address).toList();
    }
}
