package sendepostfach.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The whole collection, each mail against what people say it means. */
class CollectionTest {
    private final BounceReader reader = new BounceReader();

    @TestFactory
    Stream<DynamicTest> everyMailIsUnderstood() throws IOException {
        return all().map(sample -> DynamicTest.dynamicTest(
                sample.name(), () -> assertThat(read(sample.mail())).containsExactlyElementsOf(sample.expected())));
    }

    @TestFactory
    Stream<DynamicTest> everyMailIsUnderstoodWithOtherLineEnds() throws IOException {
        return all().map(
                        sample -> DynamicTest.dynamicTest(sample.name(), () -> assertThat(read(withCrLf(sample.mail())))
                                .containsExactlyElementsOf(sample.expected())));
    }

    @Test
    void theCollectionIsLarge() throws IOException {
        assertThat(all()).hasSizeGreaterThan(280);
        assertThat(all().flatMap(sample -> sample.expected().stream()).map(Collection.Expected::type))
                .contains("failed", "delayed", "delivered", "complaint", "auto-reply", "none");
    }

    private static Stream<Collection.Sample> all() throws IOException {
        return Stream.of("known", "apart", "later", "servers").flatMap(CollectionTest::samples);
    }

    private static Stream<Collection.Sample> samples(String folder) {
        try {
            return Collection.samples(folder).stream();
        } catch (IOException fault) {
            throw new IllegalStateException(folder, fault);
        }
    }

    private List<Collection.Expected> read(byte[] mail) {
        return reader.read(mail).findings().stream()
                .map(Collection.Expected::of)
                .toList();
    }

    private static byte[] withCrLf(byte[] mail) {
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
