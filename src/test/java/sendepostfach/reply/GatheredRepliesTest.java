package sendepostfach.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.junit.jupiter.api.Test;

/** Replies that were gathered to see how general the table is: not every one is understood, and that is not hidden. */
class GatheredRepliesTest {
    private static final ReplyTable TABLE = ReplyTable.standard();

    private record Gathered(List<String> kinds, String reply) {
        private boolean isUnderstood() {
            return kinds.contains(
                    TABLE.explain(reply, Locale.ENGLISH).verdict().kind().toString());
        }
    }

    @Test
    void atLeastNineteenOfTwentyAreUnderstood() throws IOException {
        List<Gathered> all = gathered();
        List<Gathered> misread =
                all.stream().filter(each -> !each.isUnderstood()).toList();

        assertThat(all).hasSizeGreaterThan(200);
        assertThat(misread).hasSizeLessThanOrEqualTo(all.size() / 20);
    }

    @Test
    void thoseOfManyLinesMeanTheSameInOne() throws IOException {
        assertThat(gathered())
                .filteredOn(each -> each.reply().contains("\n") && each.isUnderstood())
                .hasSizeGreaterThan(5)
                .allMatch(each -> new Gathered(each.kinds(), each.reply().replace('\n', ' ')).isUnderstood());
    }

    private static List<Gathered> gathered() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                GatheredRepliesTest.class.getResourceAsStream("gathered-replies.txt"), "gathered-replies.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 3))
                    .map(parts -> new Gathered(List.of(parts[0].split("/")), parts[2].replace("\\n", "\n")))
                    .toList();
        }
    }
}
