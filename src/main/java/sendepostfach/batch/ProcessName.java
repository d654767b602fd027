package sendepostfach.batch;

/** What tells this process apart from all others, also from an earlier one with the same number. */
public record ProcessName(String name) {}
