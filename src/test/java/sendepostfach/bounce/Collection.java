package sendepostfach.bounce;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Returned mails as servers of many makes write them, each with what it says beside it. */
final class Collection {
    private Collection() {}

    /** What a mail is expected to say of one recipient. */
    record Expected(
            String type,
            @Nullable String recipient,
            @Nullable String status,
            @Nullable String kind,
            boolean permanent) {
        static Expected of(Finding finding) {
            return new Expected(
                    finding.type().toString(),
                    finding.recipient().orElse(null),
                    finding.status().map(Object::toString).orElse(null),
                    finding.kind().map(Object::toString).orElse(null),
                    finding.permanent());
        }

        private static Expected of(JsonNode node) {
            return new Expected(
                    node.path("type").asString(),
                    text(node.path("recipient")),
                    text(node.path("status")),
                    text(node.path("kind")),
                    node.path("permanent").asBoolean());
        }

        private static @Nullable String text(JsonNode node) {
            return node.isString() ? node.asString() : null;
        }
    }

    /** A mail of the collection. */
    record Sample(String name, byte[] mail, List<Expected> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The mails of a folder of the collection. */
    static List<Sample> samples(String folder) throws IOException {
        try (Stream<Path> files = Files.list(folder(folder))) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted()
                    .map(Collection::sample)
                    .toList();
        }
    }

    static Path folder(String name) {
        URL url = Objects.requireNonNull(Collection.class.getResource("/bounces/" + name), name);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static Sample sample(Path file) {
        try {
            String name = file.getFileName().toString().replace(".eml", "");
            String json = Files.readString(file.resolveSibling(name + ".json"));
            List<Expected> expected = JsonMapper.builder()
                    .build()
                    .readTree(json)
                    .valueStream()
                    .map(Expected::of)
                    .toList();
            return new Sample(name, Files.readAllBytes(file), expected);
        } catch (IOException fault) {
            throw new IllegalStateException(file.toString(), fault);
        }
    }
}
