package sendepostfach.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;

import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void namesStayAsTheyAreButForBlanksAroundThem() {
        assertThat(Columns.of(List.of("E-Mail", " Straße & Nr. ", "vorname\u00a0"))
                        .names())
                .containsExactly("E-Mail", "Straße & Nr.", "vorname");
    }

    @Test
    void everyColumnCanBeCalled() {
        assertThat(Columns.of(List.of("Name", "", "Name", "column2", " ", "Name", "Name_2"))
                        .names())
                .containsExactly("Name", "column2", "Name_2", "column2_2", "column5", "Name_3", "Name_2_2");
    }

    @Test
    void withoutHeaderTheyAreNumbered() {
        assertThat(Columns.numbered(3).names()).containsExactly("column1", "column2", "column3");
    }

    @Test
    void aRowsFieldsHaveTheirColumnsNames() {
        Columns columns = Columns.of(List.of("Name", "Mail", "Ort"));
        assertThat(columns.fields(List.of("Beck", "a@x.de", "Ulm", "more")))
                .containsExactly(
                        entry("Name", "Beck"), entry("Mail", "a@x.de"), entry("Ort", "Ulm"), entry("column4", "more"));
        assertThat(columns.fields(List.of("Beck")))
                .containsExactly(entry("Name", "Beck"), entry("Mail", ""), entry("Ort", ""));
    }

    @Test
    void aColumnIsFoundByItsNameHoweverItIsSpelt() {
        Columns columns = Columns.of(List.of("mail", "E-Mail Adresse", "MAIL"));
        assertThat(columns.find("MAIL")).hasValue(2);
        assertThat(columns.find("e-mail-adresse")).hasValue(1);
        assertThat(columns.find("Ort")).isEmpty();
    }

    @Test
    void namesMustDiffer() {
        assertThatThrownBy(() -> new Columns(List.of("a", "a"))).hasMessageContaining("must differ");
    }
}
