package sendepostfach.web;

/**
 * A column of a list as the merge-field picker offers it.
 *
 * @param name its name
 * @param field what stands for it in a mail
 */
public record Column(String name, String field) {
    static Column of(String name) {
        boolean identifier = name.matches("[\\p{L}_][\\p{L}\\p{N}_]*");
        return new Column(
                name,
                identifier
                        ? "{{ " + name + " }}"
                        : "{{ row[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"] }}");
    }
}
