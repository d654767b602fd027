-- What is learned about a mailbox's sites: a rate, how many mails at once, and rests; shared by all lanes and processes. What
-- was kept before, shares of the configured rate, does not say what the new figures need: sites are learned anew.
DROP TABLE site_pace;
CREATE TABLE site_pace (
    mailbox        VARCHAR(100) NOT NULL,
    site           VARCHAR(250) NOT NULL,
    rate           DOUBLE       NOT NULL,          -- messages a second; 0: nothing learned yet
    proven         DOUBLE       NOT NULL,          -- the highest rate that went well for long enough
    too_fast       DOUBLE       NOT NULL,          -- the lowest rate that went wrong; 0: none
    too_fast_at    BIGINT       NOT NULL,
    watched_since  BIGINT       NOT NULL,          -- when the present rate began to be watched
    watched        INT          NOT NULL,          -- messages accepted since
    rested         BOOLEAN      NOT NULL,          -- whether the site was left in peace before
    crowd          INT          NOT NULL,          -- how many mails at once; 0: nothing learned yet
    too_many       INT          NOT NULL,          -- how many went wrong; 0: none
    too_many_at    BIGINT       NOT NULL,
    clean          INT          NOT NULL,          -- messages accepted since the number changed
    strikes        INT          NOT NULL,          -- rests in a row
    suspended_until BIGINT      NULL,
    reason         VARCHAR(1000) NULL,
    fixed_rate     VARCHAR(40)  NULL,              -- the rate that an operator has set
    next_turn      BIGINT       NOT NULL,          -- the first turn that no lane has been given; microseconds since 1970
    PRIMARY KEY (mailbox, site)
);

-- Refusals of the mail itself count from here on: an operator has let the campaign go on in spite of those before.
ALTER TABLE campaign ADD COLUMN refusals_from BIGINT NOT NULL DEFAULT 0;
