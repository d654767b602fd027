-- Each decision whether a campaign may start.
CREATE TABLE preflight (
    id             BIGINT AUTO_INCREMENT PRIMARY KEY,
    campaign_id    BIGINT       NOT NULL,
    at             BIGINT       NOT NULL,
    decision       VARCHAR(8)   NOT NULL,          -- CLEARED, REFUSED, FORCED
    refused        DOUBLE       NOT NULL,          -- the part of the recipients that would be refused
    failed         VARCHAR(4000) NOT NULL          -- what failed; empty where nothing did
);
CREATE INDEX preflight_campaign ON preflight (campaign_id, id);
