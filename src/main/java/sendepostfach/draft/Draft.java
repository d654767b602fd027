package sendepostfach.draft;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A campaign that is being written.
 *
 * @param id random; names its folder
 * @param owner who began it
 * @param fields what was entered, as it was entered
 * @param campaign the campaign that it became, once it was scheduled
 * @param createdAt when it was begun
 * @param changedAt when it was last changed
 */
public record Draft(
        String id,
        String owner,
        Map<Field, String> fields,
        Optional<Long> campaign,
        Instant createdAt,
        Instant changedAt) {
    public Draft {
        if (!id.matches("[a-z0-9]{6,20}")) {
            throw new IllegalArgumentException("not a draft's id: \"" + id + "\"");
        }
        fields = Map.copyOf(fields);
    }

    /** What was entered into a field; empty where nothing was. */
    public String get(Field field) {
        return fields.getOrDefault(field, "");
    }

    /** The same draft with other entries; what is not among them stays. */
    public Draft with(Map<Field, String> entries, Instant now) {
        var all = new LinkedHashMap<>(fields);
        all.putAll(entries);
        return new Draft(id, owner, all, campaign, createdAt, now);
    }
}
