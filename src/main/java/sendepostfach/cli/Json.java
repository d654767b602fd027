package sendepostfach.cli;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values as one JSON object a line, for programs. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** The value (a record, a map, a list) as JSON without a line break. */
    static String line(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The value that a line of JSON holds. */
    static JsonNode read(String line) {
        return MAPPER.readTree(line);
    }
}
