-- The ledger: the account of every row and recipient of every campaign.
-- Times are milliseconds since 1970-01-01T00:00Z, so that both databases keep them alike in every time zone.

CREATE TABLE campaign (
    id             BIGINT AUTO_INCREMENT PRIMARY KEY,
    name           VARCHAR(100) NOT NULL,
    uid            VARCHAR(20)  NOT NULL,          -- random; stands in Message-IDs
    state          VARCHAR(12)  NOT NULL,
    reason         VARCHAR(1000) NULL,             -- why it was paused, stopped or cancelled
    mailbox        VARCHAR(100) NOT NULL,
    job_file       VARCHAR(1000) NOT NULL,         -- where the job came from
    job            LONGTEXT     NOT NULL,          -- the job file's text; placeholders stay unresolved
    header         LONGTEXT     NULL,              -- the list's column names, a JSON array
    file_rows      INT          NULL,              -- rows of the list; set once it is wholly read
    created_at     BIGINT       NOT NULL,
    opens_at       BIGINT       NOT NULL,          -- when the first mail may leave
    settled_at     BIGINT       NULL,
    CONSTRAINT campaign_name UNIQUE (name)
);

-- The files that the job's mail is made of, as they were when the campaign began.
CREATE TABLE campaign_file (
    campaign_id    BIGINT       NOT NULL,
    name           VARCHAR(500) NOT NULL,
    content        LONGBLOB     NOT NULL,
    PRIMARY KEY (campaign_id, name)
);

CREATE TABLE recipient (
    campaign_id    BIGINT       NOT NULL,
    row_no         INT          NOT NULL,          -- the row's number in the list, from 1
    line_no        INT          NOT NULL,          -- the line of the file where the row begins
    state          VARCHAR(10)  NOT NULL,
    lane_no        INT          NULL,              -- set by routing
    domain_no      INT          NOT NULL,
    attempts       INT          NOT NULL,
    due_at         BIGINT       NULL,              -- when it may be tried; null once decided
    first_try_at   BIGINT       NULL,              -- its window runs from here
    claimed_by     BIGINT       NULL,              -- the lane's run that holds the claim
    kind           VARCHAR(24)  NULL,              -- of the last reply that was no acceptance
    changed_at     BIGINT       NOT NULL,
    address        VARCHAR(330) NOT NULL,
    address_key    BINARY(16)   NOT NULL,          -- hash of the normalised address, for duplicates
    display_name   VARCHAR(300) NULL,
    fields         LONGTEXT     NOT NULL,          -- the row's cells, a JSON array
    PRIMARY KEY (campaign_id, row_no),
    CONSTRAINT recipient_address UNIQUE (campaign_id, address_key)
);
-- The next due recipients of a lane.
CREATE INDEX recipient_due ON recipient (campaign_id, lane_no, due_at, row_no);

-- The rows that import did not take.
CREATE TABLE rejected_row (
    campaign_id    BIGINT       NOT NULL,
    row_no         INT          NOT NULL,
    line_no        INT          NOT NULL,
    reason         VARCHAR(24)  NOT NULL,
    detail         VARCHAR(300) NOT NULL,
    raw            LONGTEXT     NOT NULL,          -- the row as it stands in the file
    PRIMARY KEY (campaign_id, row_no)
);

-- How many rows of a campaign's lane are in which state; kept by every statement that changes a state. Lane 0: not routed.
CREATE TABLE tally (
    campaign_id    BIGINT       NOT NULL,
    lane_no        INT          NOT NULL,
    state          VARCHAR(10)  NOT NULL,
    n              INT          NOT NULL,
    PRIMARY KEY (campaign_id, lane_no, state)
);

-- The attempts that were not accepted.
CREATE TABLE attempt (
    id             BIGINT AUTO_INCREMENT PRIMARY KEY,
    campaign_id    BIGINT       NOT NULL,
    row_no         INT          NOT NULL,
    at             BIGINT       NOT NULL,
    phase          VARCHAR(8)   NOT NULL,
    code           INT          NOT NULL,          -- 0: the connection broke without a reply
    kind           VARCHAR(24)  NOT NULL,
    matter         VARCHAR(10)  NOT NULL,
    reply          VARCHAR(2000) NOT NULL
);
CREATE INDEX attempt_recipient ON attempt (campaign_id, row_no);

-- The recipient domains of a campaign and where routing put them.
CREATE TABLE domain (
    campaign_id    BIGINT       NOT NULL,
    domain_no      INT          NOT NULL,
    name           VARCHAR(255) NOT NULL,
    answer         VARCHAR(12)  NULL,              -- ROUTED, REFUSED, UNANSWERED; null before routing
    site           VARCHAR(255) NULL,
    lane_no        INT          NULL,
    note           VARCHAR(500) NULL,
    asked          INT          NOT NULL DEFAULT 0, -- how often DNS gave no answer
    PRIMARY KEY (campaign_id, domain_no),
    CONSTRAINT domain_name UNIQUE (campaign_id, name)
);

CREATE TABLE lane (
    campaign_id    BIGINT       NOT NULL,
    lane_no        INT          NOT NULL,
    name           VARCHAR(255) NOT NULL,
    mixed          BOOLEAN      NOT NULL,
    state          VARCHAR(10)  NOT NULL,
    reason         VARCHAR(1000) NULL,
    next_run_at    BIGINT       NULL,
    suspended_until BIGINT      NULL,
    tried_at       BIGINT       NOT NULL,          -- when it could last try anything; at first the campaign's opening
    run            BIGINT       NOT NULL,          -- counts its runs and fences the claims of earlier ones
    round          INT          NOT NULL,          -- counts how often it was opened; a finished lane may be opened again
    owner          VARCHAR(200) NULL,
    lease_until    BIGINT       NULL,
    PRIMARY KEY (campaign_id, lane_no)
);

-- What each mailbox and each of its sites has used of its limits: messages whose turn ended in a slot of time.
CREATE TABLE quota_scope (
    scope          VARCHAR(350) NOT NULL PRIMARY KEY
);
CREATE TABLE quota_use (
    scope          VARCHAR(350) NOT NULL,
    per            BIGINT       NOT NULL,          -- the limit's window, ms
    ends_at        BIGINT       NOT NULL,          -- the slot's end
    n              INT          NOT NULL,
    PRIMARY KEY (scope, per, ends_at)
);
-- Messages that may leave and have not ended yet. A hold whose holder has died counts until it runs out.
CREATE TABLE quota_hold (
    scope          VARCHAR(350) NOT NULL,
    holder         VARCHAR(250) NOT NULL,
    n              INT          NOT NULL,
    until          BIGINT       NOT NULL,
    PRIMARY KEY (scope, holder)
);

-- What was learned about a mailbox's sites.
CREATE TABLE site_pace (
    mailbox        VARCHAR(100) NOT NULL,
    site           VARCHAR(250) NOT NULL,
    share          DOUBLE       NOT NULL,          -- of the site's configured rate, at most 1
    strikes        INT          NOT NULL,          -- suspensions in a row
    suspended_until BIGINT      NULL,
    slowed_at      BIGINT       NULL,              -- when the rate was last lowered or raised
    reason         VARCHAR(1000) NULL,
    PRIMARY KEY (mailbox, site)
);

CREATE TABLE mailbox_pause (
    mailbox        VARCHAR(100) NOT NULL PRIMARY KEY,
    paused_until   BIGINT       NULL,              -- null: until an operator resumes it
    pauses         INT          NOT NULL,          -- in a row
    reason         VARCHAR(1000) NOT NULL
);
