package sendepostfach.intake;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** What a column's name says about its content: German and English names, however they are spelt. */
final class ColumnName {
    /** Names that mean nothing but the recipient's address, the plainest first. */
    private static final List<String> EXACT = List.of(
            "email",
            "emailadresse",
            "emailaddress",
            "mail",
            "mailadresse",
            "mailaddress",
            "emailadress",
            "emailaddr",
            "emailadr",
            "mailadress",
            "mailaddr",
            "mailadr",
            "emailid",
            "email1",
            "mail1",
            "emailadresse1",
            "emailaddress1",
            "email1value",
            "smtpadresse",
            "smtpaddress",
            "primarysmtpaddress",
            "epost",
            "epostadresse",
            "elektronischepost",
            "elektronischeadresse");

    /** What a name also speaks of when it holds something about mail, or the address of somebody else. */
    private static final List<String> OTHER = List.of(
            // a yes or no
            "erlaub optin optout optedin consent einwillig zustimm permission gultig gueltig valid verif bestatig bestaetig",
            "confirm aktiv active flag status sperr block bounce abgemeldet abmeld unsub subscri abonn werbung newsletter",
            "wunsch bevorzug pref pruf pruef check janein fehler error",
            // a time or a number
            "datum date zeit time letzt last anzahl count zahl frequen gesendet versand versend sent erhalten received",
            "gelesen read geoffnet opened klick click score log",
            // a property of it
            "typ format sprache lang hash md5 domain provider anbieter client server programm passwor name anrede quelle",
            "source kanal channel kontaktart grund reason signatur",
            // the content of a mail
            "betreff subject vorlage template kampagne campaign text body inhalt content html notiz note bemerkung comment",
            "mailing mailbox postfach kopie",
            // somebody else's
            "betreuer berater vertreter absender sender from owner mitarbeiter verkaufer verkaeufer sachbearbeiter agent",
            "manager reply antwort");

    private static final List<String> OTHER_WORDS =
            OTHER.stream().flatMap(words -> List.of(words.split(" ")).stream()).toList();

    /** Names that lists of people commonly have beside the address. */
    private static final List<String> COMMON = List.of(
            "vorname nachname name familienname anrede titel firma firmenname unternehmen strasse hausnummer plz ort stadt",
            "land kundennummer kundennr kunde kdnr nr nummer id telefon tel mobil handy geburtstag geburtsdatum sprache",
            "firstname lastname surname givenname familyname fullname salutation title company organization organisation",
            "street address adresse zip zipcode postcode postalcode city town country phone mobile birthday customernumber",
            "customerid customer status datum date betrag amount bemerkung notiz gruppe group kategorie category");

    private static final List<String> COMMON_WORDS =
            COMMON.stream().flatMap(words -> List.of(words.split(" ")).stream()).toList();

    private ColumnName() {}

    /** The name without case, umlauts' dots, blanks, hyphens and other signs. */
    static String fold(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss");
        var folded = new StringBuilder(plain.length());
        plain.codePoints().filter(Character::isLetterOrDigit).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /**
     * How surely the name is that of the recipients' addresses: the smaller the surer.
     *
     * @return {@link #NOT_MAIL} if the name does not say so
     */
    static int mailRank(String name) {
        String folded = fold(name);
        int exact = EXACT.indexOf(folded);
        if (exact >= 0) {
            return exact;
        }
        boolean mail = folded.contains("mail") || folded.contains("epost");
        boolean other = OTHER_WORDS.stream().anyMatch(folded::contains) || folded.contains("opt");
        return mail && !other ? SPEAKS_OF_MAIL : NOT_MAIL;
    }

    /** The rank of names such as "Rechnungs-E-Mail", which are not exact. */
    static final int SPEAKS_OF_MAIL = 1000;

    /** The rank of all other names. */
    static final int NOT_MAIL = Integer.MAX_VALUE;

    /** Whether lists of people commonly have a column of this name. */
    static boolean isCommon(String name) {
        return COMMON_WORDS.contains(fold(name));
    }
}
