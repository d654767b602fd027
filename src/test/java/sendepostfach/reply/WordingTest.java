package sendepostfach.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void addressesAndHostNamesDoNotTearPhrasesApart() {
        assertThat(Wording.of("User <x@example.com> unknown at mx.example.com"))
                .isEqualTo(" user unknown at | x@example.com mx.example.com ");
    }

    @Test
    void linksAndIpAddressesStandAtTheEnd() {
        assertThat(Wording.of("Client host [192.0.2.1] blocked; see https://www.spamhaus.org/query/ip/192.0.2.1"))
                .isEqualTo(" client host blocked see | 192.0.2.1 https://www.spamhaus.org/query/ip/192.0.2.1 ");
        assertThat(Wording.of("from 2001:db8::1 now")).isEqualTo(" from now | 2001:db8::1 ");
    }

    @Test
    void punctuationApostrophesAndCaseDoNotMatter() {
        assertThat(Wording.of("Over-Quota! The user doesn't_exist (AUP#BL)"))
                .isEqualTo(" over quota the user doesnt exist aup bl | ");
    }

    @Test
    void accentsDoNotMatter() {
        assertThat(Wording.of("Ungültiger Empfänger, adresse désactivée"))
                .isEqualTo(" ungultiger empfanger adresse desactivee | ");
    }

    @Test
    void aSentenceWithoutABlankBeforeItIsNoHostName() {
        assertThat(Wording.of(">_is_blocked.For help")).isEqualTo(" is blocked for help | ");
    }

    @Test
    void enhancedCodesInTheTextAreNoWords() {
        assertThat(Wording.of("user unknown (#5.1.1)")).isEqualTo(" user unknown | 5.1.1 ");
    }
}
