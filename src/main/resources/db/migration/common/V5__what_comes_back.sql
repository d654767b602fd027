-- What comes back: the suppression list, and what became known of a mail after its acceptance.

ALTER TABLE campaign ADD COLUMN sender VARCHAR(330) NULL;   -- whom the mail is from, normalised; set by the import
ALTER TABLE campaign ADD COLUMN final_at BIGINT NULL;       -- when the account was written for the last time
CREATE INDEX campaign_uid ON campaign (uid);

-- The key that tokens are signed and addresses are hashed with.
CREATE TABLE secret (
    name           VARCHAR(40)  NOT NULL PRIMARY KEY,
    content        VARCHAR(100) NULL,              -- null: it comes from the environment
    fingerprint    VARCHAR(64)  NOT NULL           -- tells a wrong key from the right one
);

-- Who must not be written to.
CREATE TABLE suppression (
    id             BIGINT AUTO_INCREMENT PRIMARY KEY,
    hash           BINARY(16)   NOT NULL,          -- keyed hash of the normalised address, or of @domain
    sender         VARCHAR(330) NOT NULL,          -- for this sender only; empty: for all
    target         VARCHAR(330) NULL,              -- the normalised address, or @domain; null once it was forgotten
    reason         VARCHAR(24)  NOT NULL,
    source         VARCHAR(300) NOT NULL,
    added_at       BIGINT       NOT NULL,
    CONSTRAINT suppression_target UNIQUE (hash, sender)
);

-- The returned mails that were read, each once.
CREATE TABLE returned_mail (
    digest         BINARY(32)   NOT NULL PRIMARY KEY,
    read_at        BIGINT       NOT NULL
);

-- What became known of a recipient beside the replies to attempts: returned mails, complaints, suppression.
CREATE TABLE feedback (
    id             BIGINT AUTO_INCREMENT PRIMARY KEY,
    campaign_id    BIGINT       NOT NULL,
    row_no         INT          NOT NULL,
    at             BIGINT       NOT NULL,
    type           VARCHAR(12)  NOT NULL,          -- failed, delayed, delivered, relayed, expanded, complaint, unsubscribed, suppressed
    kind           VARCHAR(24)  NULL,
    soft           BOOLEAN      NOT NULL,          -- counts towards suppression
    late           BOOLEAN      NOT NULL,          -- came after the account was first written
    hash           BINARY(16)   NOT NULL,          -- of the address, as in the suppression list
    detail         VARCHAR(2000) NOT NULL
);
CREATE INDEX feedback_recipient ON feedback (campaign_id, row_no);
CREATE INDEX feedback_address ON feedback (hash, at);
