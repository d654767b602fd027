package sendepostfach.web;

import java.util.Locale;

import sendepostfach.draft.Draft;
import sendepostfach.draft.Field;

/**
 * Writes a draft as a job file. What people typed stays text: nothing of it becomes a field of the file, and nothing a
 * placeholder that would be replaced by a secret of the server's environment.
 */
final class JobText {
    private final StringBuilder yaml = new StringBuilder();

    private JobText() {}

    /**
     * The job file of a draft.
     *
     * @param practice whether it goes through the practice server, where all goes sixty times faster
     */
    static String of(Draft draft, boolean html, boolean text, boolean practice) {
        var job = new JobText();
        job.line("campaign", draft.get(Field.NAME).strip());
        job.line("mailbox", draft.get(Field.MAILBOX).strip());
        job.line(
                "from",
                sender(
                        draft.get(Field.FROM_NAME).strip(),
                        draft.get(Field.FROM_ADDRESS).strip()));
        job.line("reply-to", draft.get(Field.REPLY_TO).strip());
        job.yaml.append("subject: ").append(quoted(draft.get(Field.SUBJECT))).append('\n');
        if (html) {
            job.line("html", "mail/mail.html");
        }
        if (text) {
            job.line("text", "mail/mail.txt");
        }
        job.yaml.append("list: { file: list.csv");
        if (!draft.get(Field.EMAIL_COLUMN).isBlank()) {
            job.yaml
                    .append(", columns: { email: ")
                    .append(quoted(draft.get(Field.EMAIL_COLUMN)))
                    .append(" }");
        }
        job.yaml.append(" }\n");
        job.schedule(draft);
        job.line("report-to", draft.get(Field.REPORT_TO).strip());
        job.line("uncertain", draft.get(Field.UNCERTAIN));
        if (!draft.get(Field.WINDOW_DAYS).isBlank()) {
            job.line("window", "P" + draft.get(Field.WINDOW_DAYS).strip() + "D");
        }
        if (practice) {
            job.yaml.append("retry: [PT10S, PT30S, PT1M, PT2M, PT4M]\n");
        }
        return job.yaml.toString();
    }

    private void schedule(Draft draft) {
        String zone = draft.get(Field.ZONE).isBlank() ? "" : ", zone: " + quoted(draft.get(Field.ZONE));
        switch (draft.get(Field.WHEN).toLowerCase(Locale.ROOT)) {
            case "at" ->
                yaml.append("schedule: { at: ")
                        .append(quoted(draft.get(Field.AT)))
                        .append(zone)
                        .append(" }\n");
            case "cron" ->
                yaml.append("schedule: { cron: ")
                        .append(quoted(draft.get(Field.CRON)))
                        .append(zone)
                        .append(" }\n");
            default -> {
                if (!zone.isEmpty()) {
                    yaml.append("schedule: { zone: ")
                            .append(quoted(draft.get(Field.ZONE)))
                            .append(" }\n");
                }
            }
        }
        if (!draft.get(Field.DAYS).isBlank()) {
            yaml.append("hours: { days: [")
                    .append(quoted(draft.get(Field.DAYS)))
                    .append(']');
            if (!draft.get(Field.HOURS_FROM).isBlank()) {
                yaml.append(", from: ").append(quoted(draft.get(Field.HOURS_FROM)));
            }
            if (!draft.get(Field.HOURS_TO).isBlank()) {
                yaml.append(", to: ").append(quoted(draft.get(Field.HOURS_TO)));
            }
            yaml.append(zone).append(" }\n");
        }
    }

    private void line(String field, String value) {
        if (!value.isBlank()) {
            yaml.append(field).append(": ").append(quoted(value)).append('\n');
        }
    }

    private static String sender(String name, String address) {
        return name.isEmpty()
                ? address
                : "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\" <" + address + ">";
    }

    /** A text in double quotes (YAML 1.1, 5.7). The dollar sign is escaped, so that no text looks like a placeholder. */
    static String quoted(String text) {
        var out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            boolean privateUse = c >= 0xE000 && c <= 0xF8FF;
            boolean control = c < 0x20 || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || c == 0xfeff;
            if (control || privateUse) {
                // none of them belongs into any of the fields, and the job file's reader uses some for its own ends
                out.append(' ');
            } else if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c == '$') {
                out.append("\\u0024");
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
