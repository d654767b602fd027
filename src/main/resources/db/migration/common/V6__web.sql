-- What the web application keeps: people, their tokens, what they did, drafts of campaigns, and the course of deliveries.

CREATE TABLE person (
    id             BIGINT AUTO_INCREMENT PRIMARY KEY,
    name           VARCHAR(60)  NOT NULL,
    role           VARCHAR(10)  NOT NULL,
    password_hash  VARCHAR(200) NOT NULL,
    enabled        BOOLEAN      NOT NULL,
    created_at     BIGINT       NOT NULL,
    CONSTRAINT person_name UNIQUE (name)
);

-- Programs that act for a person. Only a hash of the token is kept.
CREATE TABLE api_token (
    id             BIGINT AUTO_INCREMENT PRIMARY KEY,
    person_id      BIGINT       NOT NULL,
    label          VARCHAR(60)  NOT NULL,
    token_hash     VARCHAR(64)  NOT NULL,
    created_at     BIGINT       NOT NULL,
    expires_at     BIGINT       NOT NULL,
    CONSTRAINT api_token_hash UNIQUE (token_hash)
);
CREATE INDEX api_token_person ON api_token (person_id);

CREATE TABLE audit (
    id             BIGINT AUTO_INCREMENT PRIMARY KEY,
    at             BIGINT       NOT NULL,
    who            VARCHAR(60)  NOT NULL,
    action         VARCHAR(40)  NOT NULL,
    subject        VARCHAR(120) NOT NULL,
    detail         VARCHAR(500) NOT NULL
);

CREATE TABLE draft (
    id             VARCHAR(20)  NOT NULL PRIMARY KEY,
    owner          VARCHAR(60)  NOT NULL,
    content        LONGTEXT     NOT NULL,          -- what was entered, by field, a JSON object
    campaign_id    BIGINT       NULL,              -- the campaign that it became
    created_at     BIGINT       NOT NULL,
    changed_at     BIGINT       NOT NULL
);

-- A request that creates something and is sent again with the same key gets the first answer.
CREATE TABLE idempotent_answer (
    person         VARCHAR(60)  NOT NULL,
    request_key    VARCHAR(100) NOT NULL,
    fingerprint    VARCHAR(64)  NOT NULL,          -- hash of the request
    answer         LONGTEXT     NULL,              -- null as long as the first request is under way
    at             BIGINT       NOT NULL,
    PRIMARY KEY (person, request_key)
);

-- How many rows of a campaign were in which state at a time; written only when something changed.
CREATE TABLE pulse (
    campaign_id    BIGINT       NOT NULL,
    at             BIGINT       NOT NULL,
    accepted       INT          NOT NULL,
    deferred       INT          NOT NULL,
    refused        INT          NOT NULL,
    PRIMARY KEY (campaign_id, at)
);
