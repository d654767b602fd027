package sendepostfach.preflight.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.GermanWords;

/** Each way in which a record can be wrong is named in both languages. */
class SyntaxFaultWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            v=spf2 -all             | an SPF record begins with v=spf1                              | ein SPF-Eintrag beginnt mit v=spf1
            v=spf1 foo -all         | "foo" is no term of SPF                                       | "foo" ist kein Ausdruck, den SPF kennt
            v=spf1 2a -all          | "2a" is no term of SPF                                        | "2a" ist kein Ausdruck, den SPF kennt
            v=spf1 -all:x           | "-all:x": nothing may follow "all"                            | "-all:x": nach "all" darf nichts folgen
            v=spf1 include -all     | "include": a colon and a domain must follow                   | "include": es müssen ein Doppelpunkt und eine Domain folgen
            v=spf1 include: -all    | "include:": a domain is missing                               | "include:": es fehlt eine Domain
            v=spf1 include:a -all   | "include:a": "a" is no domain with at least two labels        | "include:a": "a" ist keine Domain mit mindestens zwei Teilen
            v=spf1 a/x -all         | "a/x": only :DOMAIN, /LENGTH and //LENGTH may follow          | "a/x": es dürfen nur :DOMAIN, /LÄNGE und //LÄNGE folgen
            v=spf1 ip4:1.2.3 -all   | "ip4:1.2.3": no IPv4 address or network                       | "ip4:1.2.3": keine IPv4-Adresse und kein IPv4-Netz
            v=spf1 ip6:1.2.3.4      | "ip6:1.2.3.4": no IPv6 address or network                     | "ip6:1.2.3.4": keine IPv6-Adresse und kein IPv6-Netz
            v=spf1 a/33             | "a/33": a prefix has at most 32 bits, not 33                  | "a/33": ein Präfix hat höchstens 32 Bit, nicht 33
            v=spf1 exp=a.de exp=b.de | "exp=b.de": this modifier stands twice in the record         | "exp=b.de": dieser Modifikator steht zweimal im Eintrag
            v=spf1 exists:%{x}.de   | "exists:%{x}.de": the macro letter x is not allowed here      | "exists:%{x}.de": der Makro-Buchstabe x ist hier nicht erlaubt
            v=spf1 exists:%{d0}.de  | "exists:%{d0}.de": a macro must keep at least one part: %{d0} | "exists:%{d0}.de": ein Makro muss mindestens einen Teil behalten: %{d0}
            v=spf1 exists:%{d.de    | "exists:%{d.de": a macro that SPF does not know: %{d.de       | "exists:%{d.de": ein Makro, das SPF nicht kennt: %{d.de
            v=spf1 exists:%x.de     | "exists:%x.de": a % that is no macro: %x.de                   | "exists:%x.de": ein %, das kein Makro ist: %x.de
            v=spf1 exists:ä.de      | "exists:ä.de": a character that SPF does not allow: 0xE4      | "exists:ä.de": ein Zeichen, das SPF nicht erlaubt: 0xE4
            """)
    void isNamedInBothLanguages(String record, String english, String german) {
        SpfSyntaxFault fault = catchThrowableOfType(SpfSyntaxFault.class, () -> SpfRecord.parse(record));

        assertThat(fault.why()).isEqualTo(new Text(english, german));
        assertThat(fault).hasMessage(english);
        GermanWords.areIn(fault.why());
    }
}
