package sendepostfach.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Text;
import sendepostfach.preflight.Audience;
import sendepostfach.preflight.Insistence;
import sendepostfach.preflight.Requirement;
import sendepostfach.routing.ProviderTable;

class RequirementsTest {
    private static final Authentication NOTHING = new Authentication(Optional.of(false), Optional.of(false), List.of());
    private static final Authentication DKIM =
            new Authentication(Optional.of(false), Optional.of(true), List.of("blatt.example"));

    private final Requirements requirements = Requirements.standard();

    @Test
    void everySiteIsAKnownProvider() {
        List<String> known = ProviderTable.standard().providers().stream()
                .map(provider -> provider.site().name())
                .toList();
        assertThat(known).containsAll(requirements.sites());
    }

    @Test
    void everyDemandHasAPageAndADate() {
        for (Requirement requirement : Requirement.values()) {
            assertThat(requirements.on(requirement, Audience.UNKNOWN, NOTHING)).allSatisfy(each -> {
                assertThat(each.page()).startsWith("https://");
                assertThat(each.date()).matches("20\\d\\d-\\d\\d-\\d\\d");
                assertThat(each.share()).isEmpty();
            });
        }
    }

    @Test
    void gmailDemandsBothFromFiveThousandOn() {
        assertThat(google(Requirement.SPF, 5000, DKIM).must()).isTrue();
        assertThat(google(Requirement.SPF, 4999, DKIM).must()).isFalse();
        assertThat(google(Requirement.DMARC, 4999, DKIM).must()).isFalse();
    }

    @Test
    void belowThatOneOfBothIsEnough() {
        assertThat(google(Requirement.SPF, 100, NOTHING).must()).isTrue();
        assertThat(google(Requirement.DKIM, 100, new Authentication(Optional.of(true), Optional.of(false), List.of()))
                        .must())
                .isFalse();
    }

    @Test
    void theShareIsOfTheWholeList() {
        var audience = new Audience(Map.of("google", 31, "kleingarten.example", 69), 0);
        List<Insistence> insists = requirements.on(Requirement.PTR, audience, NOTHING);
        assertThat(insists).extracting(Insistence::provider).containsExactly("Gmail");
        assertThat(insists.get(0).words().in(Text.Language.EN))
                .isEqualTo("Gmail, 31 % of your list, refuses without it");
        assertThat(insists.get(0).words().in(Text.Language.DE))
                .isEqualTo("Gmail, 31 % Ihrer Liste, lehnt Mail sonst ab");
    }

    @Test
    void twoThatAreOneAreSpokenOfAsTwo() {
        var audience = new Audience(Map.of("gmx-webde", 36, "kleingarten.example", 64), 0);
        Text words = requirements.on(Requirement.PTR, audience, NOTHING).get(0).words();
        assertThat(words.english()).isEqualTo("GMX and WEB.DE, 36 % of your list, refuse without it");
        assertThat(words.german()).isEqualTo("GMX und WEB.DE, 36 % Ihrer Liste, lehnen Mail sonst ab");
    }

    @Test
    void theStrictOnesComeFirstAndThenTheLargest() {
        var audience = new Audience(Map.of("google", 10, "gmx-webde", 60, "apple", 5, "orange", 25), 0);
        assertThat(requirements.on(Requirement.SPF, audience, DKIM))
                .extracting(Insistence::provider)
                .containsExactly("Orange", "iCloud", "GMX and WEB.DE", "Gmail");
    }

    private Insistence google(Requirement requirement, int recipients, Authentication seen) {
        return requirements
                .on(requirement, new Audience(Map.of("google", recipients), 0), seen)
                .get(0);
    }
}
