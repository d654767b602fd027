package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailColumnTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "E-Mail",
                "Email",
                "e-mail",
                "EMAIL",
                "eMail",
                "E-Mail-Adresse",
                "E-Mail Adresse",
                "E-Mailadresse",
                "EMailAdresse",
                "e_mail_adresse",
                "Mailadresse",
                "Mail-Adresse",
                "Mail",
                "mail",
                "email address",
                "EmailAddress",
                "Email Addr.",
                "E-Mail:",
                "E‑Mail",
                "Kunden-E-Mail",
                "E-Mail (privat)",
                "E-Mail geschäftlich",
                "Rechnungs-Mail",
                "contact_email",
                "user_email",
                "E-Mail 1",
                "E-Mail-Adresse 1",
                "E-mail 1 - Value",
                "E-Post",
                "SMTP-Adresse"
            })
    void aNameThatSaysSoIsFoundInAnEmptyList(String name) {
        assertThat(EmailColumn.find(List.of("Nr", "Name", name, "Ort"), List.of(), 4))
                .hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "E-Mail erlaubt",
                "Newsletter-Mail-Datum",
                "email_opt_in",
                "E-Mail-Status",
                "E-Mail-Typ",
                "E-Mail verifiziert",
                "E-Mail bestätigt",
                "Email sent at",
                "letzte E-Mail",
                "Anzahl E-Mails gesendet",
                "Mailing",
                "Mailingsperre",
                "E-Mail-Domain",
                "mail_client",
                "E-Mail-Betreff",
                "Einwilligung E-Mail",
                "email_hash",
                "Betreuer-E-Mail",
                "E-Mail des Vertreters",
                "E-Mail-Anrede"
            })
    void aNameThatSpeaksOfSomethingElseGivesWayToTheCells(String name) {
        var rows = List.of(row("ja", "h.lang@gmx.example"), row("nein", "k.beck@web.example"));
        assertThat(EmailColumn.find(List.of(name, "Kontakt"), rows, 2)).hasValue(1);
        assertThat(EmailColumn.find(List.of(name, "Ort"), List.of(row("ja", "Ulm")), 2))
                .isEmpty();
    }

    @Test
    void thePlainestNameWins() {
        var rows = List.of(row("a@gmx.example", "b@gmx.example", "c@gmx.example"));
        assertThat(EmailColumn.find(List.of("E-Mail privat", "Mail", "E-Mail"), rows, 3))
                .hasValue(2);
    }

    @Test
    void amongEquallyGoodNamesTheFullerColumnWins() {
        var rows = List.of(row("", "a@gmx.example"), row("", "b@gmx.example"), row("c@gmx.example", "d@gmx.example"));
        assertThat(EmailColumn.find(List.of("E-Mail privat", "E-Mail beruflich"), rows, 2))
                .hasValue(1);
    }

    @Test
    void theCellsWinOverANameAboveNoAddresses() {
        var rows = List.of(row("ja", "a@gmx.example"), row("nein", "b@gmx.example"));
        assertThat(EmailColumn.find(List.of("E-Mail", "Kontakt"), rows, 2)).hasValue(1);
    }

    @Test
    void aNamedColumnNeedNotBeFull() {
        var rows = List.of(row("a@gmx.example", "chef@gmx.example"), row("", "chef@gmx.example"));
        assertThat(EmailColumn.find(List.of("E-Mail", "Ansprechpartner"), rows, 2))
                .hasValue(0);
    }

    @Test
    void theRecipientsAreManyAndTheClerksAreFew() {
        var rows = List.of(
                row("verkauf@blatt.example", "a@gmx.example"),
                row("verkauf@blatt.example", "b@gmx.example"),
                row("laden@blatt.example", "c@gmx.example"));
        assertThat(EmailColumn.find(List.of("zuständig", "Kontakt"), rows, 2)).hasValue(1);
        assertThat(EmailColumn.find(List.of(), rows, 2)).hasValue(1);
    }

    @Test
    void aFewAddressesInANoteMakeNoEmailColumn() {
        var rows = List.of(
                row("Ulm", "schreibt von a@gmx.example"),
                row("Köln", "b@gmx.example"),
                row("Bonn", "ok"),
                row("Kiel", "-"));
        assertThat(EmailColumn.find(List.of("Ort", "Notiz"), rows, 2)).isEmpty();
    }

    @Test
    void addressesWithNamesCount() {
        var rows = List.of(row("1", "Anna Beck <a@gmx.example>"), row("2", "\"Lang, Jörg\" <j@gmx.example>"));
        assertThat(EmailColumn.find(List.of(), rows, 2)).hasValue(1);
    }

    private static List<String> row(String... cells) {
        return Arrays.asList(cells);
    }
}
