package sendepostfach.servers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RequiredTest {
    @Test
    void aNeedThatIsMetChangesNothing() {
        assertThatCode(() -> Required.MYSQL.check(true, "-", "mysql")).doesNotThrowAnyException();
    }

    @Test
    void aTestIsSkippedWithOneLineWhereItsNeedIsNotMet() {
        assertThatThrownBy(() -> Required.POSTFIX.check(false, "install it", "mysql"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("needs postfix: install it");
    }

    @Test
    void aTestFailsWhereItsNeedIsDemanded() {
        assertThatThrownBy(() -> Required.MYSQL.check(false, "start it", "postfix, mysql"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("needs mysql")
                .hasMessageContaining("start it");
    }
}
