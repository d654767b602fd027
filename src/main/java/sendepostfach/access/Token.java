package sendepostfach.access;

import java.time.Instant;

/**
 * What a program proves itself with that acts for a person.
 *
 * @param id its number
 * @param label what it is for, in the person's words
 * @param createdAt when it was made
 * @param expiresAt until when it is good
 */
public record Token(long id, String label, Instant createdAt, Instant expiresAt) {}
