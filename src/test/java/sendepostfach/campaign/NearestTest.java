package sendepostfach.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> COLUMNS = List.of("Vorname", "Nachname", "E-Mail", "PLZ");

    @Test
    void aSlipOfTheFingerFindsItsName() {
        assertThat(Nearest.to("vornam", COLUMNS)).containsExactly("Vorname");
        assertThat(Nearest.to("Email", COLUMNS)).containsExactly("E-Mail");
    }

    @Test
    void whatIsFarFromEverythingFindsNothing() {
        assertThat(Nearest.to("geburtstag", COLUMNS)).isEmpty();
    }

    @Test
    void theHintNamesTheNearOnesOrElseAll() {
        assertThat(Nearest.hint("Vormane", COLUMNS)).isEqualTo("did you mean \"Vorname\"?");
        assertThat(Nearest.hint("xyz", COLUMNS)).isEqualTo("known: Vorname, Nachname, E-Mail, PLZ");
        assertThat(Nearest.hint("xyz", List.of())).isEqualTo("none is known");
    }
}
