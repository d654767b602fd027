package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import sendepostfach.campaign.Address;
import sendepostfach.campaign.RejectReason;

class RowCheckTest {
    private final RowCheck check = new RowCheck(new ListFormat(
            StandardCharsets.UTF_8,
            false,
            ';',
            '"',
            false,
            true,
            Columns.of(List.of("Name", "Mail")),
            OptionalInt.of(1)));

    @Test
    void aGoodRowIsACandidateWithAllItsCells() {
        assertThat(check.check(row("Beck", "Anna <a@x.de>", "more")))
                .isEqualTo(new Candidate(
                        7, 9, Address.of("a@x.de"), "Anna", List.of("Beck", "Anna <a@x.de>", "more"), "the raw row"));
    }

    @Test
    void aBadRowIsARejectionWithLineReasonAndOriginal() {
        assertThat(check.check(row("Beck", "anna")))
                .isEqualTo(new Rejection(7, 9, RejectReason.MALFORMED_ADDRESS, "no @", "the raw row"));
        assertThat(check.check(row("Beck", " ")))
                .isEqualTo(new Rejection(7, 9, RejectReason.NO_ADDRESS, "the e-mail cell is empty", "the raw row"));
        assertThat(check.check(new ListRow(7, 9, List.of(), "the raw row", "a lost quote")))
                .isEqualTo(new Rejection(7, 9, RejectReason.UNREADABLE, "a lost quote", "the raw row"));
    }

    private static ListRow row(String... cells) {
        return new ListRow(7, 9, List.of(cells), "the raw row", "");
    }
}
