package sendepostfach.access;

import java.time.Instant;

/**
 * What somebody did.
 *
 * @param at when
 * @param who the person's name; empty where nobody had logged in
 * @param action what, as a word such as {@code campaign.pause}
 * @param subject to what: a campaign's name, a person's
 * @param detail more, in words
 */
public record Deed(Instant at, String who, String action, String subject, String detail) {}
