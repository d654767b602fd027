package sendepostfach.campaign;

import java.util.Optional;

/**
 * The distribution list's file, and what is said about it where detection should not decide.
 *
 * @param file the path, as the job file gives it, made absolute
 * @param emailColumn the e-mail column's name
 * @param delimiter the character between cells
 * @param charset the charset's name
 */
public record ListSource(
        String file, Optional<String> emailColumn, Optional<Character> delimiter, Optional<String> charset) {}
