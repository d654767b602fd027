package sendepostfach.suppression;

/**
 * What was forgotten of somebody.
 *
 * @param entries how many entries of the suppression list have no more than a hash now
 * @param rows how many rows of campaigns no longer tell who it was
 */
public record Forgotten(int entries, int rows) {}
