package sendepostfach.draft;

/** What a draft consists of. */
public enum Field {
    /** The campaign's name. */
    NAME,
    /** The list's file name, as its owner called it. */
    LIST_NAME,
    /** The column of addresses, where detection should not decide. */
    EMAIL_COLUMN,
    MAILBOX,
    FROM_NAME,
    FROM_ADDRESS,
    REPLY_TO,
    SUBJECT,
    HTML,
    TEXT,
    /** {@code now}, {@code at} or {@code cron}. */
    WHEN,
    /** The local time of a single start. */
    AT,
    CRON,
    ZONE,
    /** The days on which mail may leave, as {@code MON-FRI}; empty: always. */
    DAYS,
    HOURS_FROM,
    HOURS_TO,
    /** The window in days. */
    WINDOW_DAYS,
    /** {@code hold} or {@code resend}. */
    UNCERTAIN,
    REPORT_TO,
    /** {@code true} where somebody decided to send in spite of failed checks. */
    IN_SPITE
}
