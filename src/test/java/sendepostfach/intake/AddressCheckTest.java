package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sendepostfach.campaign.Address;

class AddressCheckTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "e@x.de|e@x.de|``",
                "Erika.Muster+news@Mail.X.DE|Erika.Muster+news@mail.x.de|``",
                "o'brien_1/2=x{y}@x.de|o'brien_1/2=x{y}@x.de|``",
                "` e@x.de\t`|e@x.de|``",
                "e@x.de,|e@x.de|``",
                "e@x.de;|e@x.de|``",
                "e@x.de.|e@x.de|``",
                "mailto:e@x.de|e@x.de|``",
                "MAILTO:e@x.de?subject=Hallo|e@x.de|``",
                "'e@x.de'|e@x.de|``",
                "\"e@x.de\"|e@x.de|``",
                "<e@x.de>|e@x.de|``",
                "Erika Muster <e@x.de>|e@x.de|Erika Muster",
                "Erika Muster<e@x.de>,|e@x.de|Erika Muster",
                "\"Muster, Erika\" <e@x.de>|e@x.de|Muster, Erika",
                "Muster, Erika <e@x.de>|e@x.de|Muster, Erika",
                "'Erika Muster' <mailto:e@x.de>|e@x.de|Erika Muster",
                "e@x.de <e@x.de>|e@x.de|e@x.de",
                "e@x.de (Erika Muster)|e@x.de|Erika Muster",
                "\"erika muster\"@x.de|\"erika muster\"@x.de|``",
                "\"a@b\"@x.de|\"a@b\"@x.de|``",
                "jörg@x.de|jörg@x.de|``",
                "info@müller.de|info@xn--mller-kva.de|``",
                "info@MÜLLER.de|info@xn--mller-kva.de|``",
                "info@straße.de|info@xn--strae-oqa.de|``",
                "info@xn--mller-kva.de|info@xn--mller-kva.de|``",
                "e@a-b.c-d.museum|e@a-b.c-d.museum|``",
                "用户@例子.公司|用户@xn--fsqu00a.xn--55qx5d|``"
            })
    void aGoodAddressIsTakenOutOfItsDress(String cell, String address, String displayName) {
        assertThat(AddressCheck.of(cell)).isEqualTo(new AddressResult.Valid(Address.of(address), displayName));
    }

    @Test
    void whatCannotBeSeenIsNoPartOfAnAddress() {
        for (String cell :
                new String[] {"\u00a0e@x.de\u00a0", "\ufeffe@x.de", "e\u200b@x.de\u200e", "e@x\u00ad.de\u2003"}) {
            assertThat(AddressCheck.of(cell)).isEqualTo(new AddressResult.Valid(Address.of("e@x.de"), ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u00a0\u200b", ",", "\"\"", " ; "})
    void nothingIsNoAddress(String cell) {
        assertThat(AddressCheck.of(cell)).isEqualTo(new AddressResult.Absent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "erika|no @",
                "erika(at)x.de|no @",
                "k. A.|no @",
                "@x.de|nothing before the @",
                "erika@|nothing behind the @",
                "Erika Muster <>|no @",
                "erika@x|the domain has no dot",
                "erika@x,de|the domain has no dot",
                "e@@x.de|more than one @",
                "a@x.de b@x.de|two addresses in one cell",
                "a@x.de, b@x.de|two addresses in one cell",
                "a@x.de;b@x.de; c@x.de|3 addresses in one cell",
                "A <a@x.de>, B <b@x.de>|two addresses in one cell",
                "a@x.de, B <b@x.de>|two addresses in one cell",
                "A <a@x.de>; b@x.de|two addresses in one cell",
                "Erika <e@x.de|a \"<\" without \">\"",
                "Erika <e@x.de> privat|text behind the address",
                "erika muster@x.de|a blank before the @",
                "Erika Muster e@x.de|a blank before the @",
                "e@x .de|a blank in the domain",
                "erika..m@x.de|two dots in a row before the @",
                ".erika@x.de|a dot at the beginning of the part before the @",
                "erika.@x.de|a dot at the end of the part before the @",
                "e@x..de|two dots in a row in the domain",
                "e@.x.de|the domain begins with a dot",
                "e@-x.de|a part of the domain begins or ends with a hyphen",
                "e@x-.de|a part of the domain begins or ends with a hyphen",
                "e@x_y.de|a \"_\" in the domain",
                "e@x.de/y|a \"/\" in the domain",
                "e@192.0.2.1|the domain ends in a number",
                "e@[192.0.2.1]|an IP address instead of a domain",
                "e@[IPv6:2001:db8::1]|an IP address instead of a domain",
                "e(x)@x.de|a \"(\" before the @",
                "e\\@y@x.de|more than one @",
                "\"e@x.de|a quote before the @"
            })
    void aBadAddressIsToldFromItsFault(String cell, String detail) {
        assertThat(AddressCheck.of(cell)).isEqualTo(new AddressResult.Malformed(detail));
    }

    @Test
    void theLengthsAreThoseOfSmtp() {
        String longest = "x".repeat(63) + ".de";
        assertThat(AddressCheck.of("l".repeat(64) + "@x.de")).isInstanceOf(AddressResult.Valid.class);
        assertThat(AddressCheck.of("l".repeat(65) + "@x.de"))
                .isEqualTo(new AddressResult.Malformed("more than 64 characters before the @"));
        assertThat(AddressCheck.of("ü".repeat(33) + "@x.de")).isInstanceOf(AddressResult.Malformed.class);
        assertThat(AddressCheck.of("e@" + longest)).isInstanceOf(AddressResult.Valid.class);
        assertThat(AddressCheck.of("e@x" + longest)).isInstanceOf(AddressResult.Malformed.class);
        String domain = ("x".repeat(49) + ".").repeat(4) + "example";
        assertThat(AddressCheck.of("l".repeat(46) + "@" + domain)).isInstanceOf(AddressResult.Valid.class);
        assertThat(AddressCheck.of("l".repeat(47) + "@" + domain))
                .isEqualTo(new AddressResult.Malformed("the address is longer than 254 characters"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e\r\nRCPT TO:<x@y.de>@x.de",
                "e\u0000@x.de",
                "e@x.de\u0000",
                "\"e\r\n\"@x.de",
                "e\u007f@x.de",
                "\ud800@x.de"
            })
    void controlCharactersNeverGetThrough(String cell) {
        assertThat(AddressCheck.of(cell)).isInstanceOf(AddressResult.Malformed.class);
    }

    @Test
    void aDisplayNameHasNoControlCharacters() {
        assertThat(AddressCheck.of("Erika\r\nBcc: x <e@x.de>"))
                .isEqualTo(new AddressResult.Valid(Address.of("e@x.de"), "Erika  Bcc: x"));
    }
}
