package sendepostfach.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import sendepostfach.campaign.Phase;
import sendepostfach.campaign.Reply;
import sendepostfach.campaign.ReplyKind;

/** Replies as servers in the wild word them, against the kinds that people who know them gave them. */
class KnownRepliesTest {
    private static final ReplyTable TABLE = ReplyTable.standard();

    private record Known(String kind, String phase, String reply) {
        private ReplyKind read() {
            return phase.equals("-")
                    ? TABLE.explain(reply, Locale.ENGLISH).verdict().kind()
                    : TABLE.verdict(Reply.parse(Phase.of(phase), reply)).kind();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyKnownReplyIsUnderstood() throws IOException {
        return known().stream()
                .map(known -> DynamicTest.dynamicTest(
                        known.reply(), () -> assertThat(known.read()).hasToString(known.kind())));
    }

    @TestFactory
    Stream<DynamicTest> everyKnownReplyIsUnderstoodReWrappedIntoOneLine() throws IOException {
        return known().stream()
                .filter(known -> known.reply().contains("\n"))
                .map(known ->
                        new Known(known.kind(), known.phase(), known.reply().replace('\n', ' ')))
                .map(known -> DynamicTest.dynamicTest(
                        known.reply(), () -> assertThat(known.read()).hasToString(known.kind())));
    }

    @TestFactory
    Stream<DynamicTest> everyKnownReplyIsUnderstoodAsABounceQuotesIt() throws IOException {
        return known().stream()
                .filter(known -> !known.kind().equals("accepted"))
                .map(known -> new Known(
                        known.kind(),
                        known.phase(),
                        "host mx.example.net[192.0.2.25] said: " + known.reply().replace('\n', ' ')))
                .map(known -> DynamicTest.dynamicTest(
                        known.reply(), () -> assertThat(known.read()).hasToString(known.kind())));
    }

    @Test
    void everyKindIsAmongThem() throws IOException {
        assertThat(known()).extracting(Known::kind).contains(names()).hasSizeGreaterThan(400);
    }

    private static String[] names() {
        return Stream.of(ReplyKind.values()).map(ReplyKind::toString).toArray(String[]::new);
    }

    private static List<Known> known() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                KnownRepliesTest.class.getResourceAsStream("known-replies.txt"), "known-replies.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 3))
                    .map(parts -> new Known(parts[0], parts[1], parts[2].replace("\\n", "\n")))
                    .toList();
        }
    }
}
