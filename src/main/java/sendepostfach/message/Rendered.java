package sendepostfach.message;

import java.util.Optional;

/**
 * The mail filled with one recipient's row.
 *
 * @param subject the subject in one line
 * @param toName the recipient's name in one line, where the mail makes it itself
 * @param html the HTML; images that travel with the mail are {@code cid:} references (RFC 2392)
 * @param text the text, made from the HTML where the mail has none of its own
 */
public record Rendered(String subject, Optional<String> toName, Optional<String> html, String text) {}
