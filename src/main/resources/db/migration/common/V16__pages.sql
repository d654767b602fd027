-- The recipients that are neither waiting, under way, nor taken: few among many, and what pages ask for. The column is null for
-- all others, so that a mail that is delivered at once does not touch the index.
ALTER TABLE recipient ADD COLUMN trouble VARCHAR(10)
    -- no IN: H2 would ask the connection that made the table, which is closed one day
    GENERATED ALWAYS AS (CASE WHEN state = 'QUEUED' THEN NULL WHEN state = 'CLAIMED' THEN NULL
        WHEN state = 'ACCEPTED' THEN NULL WHEN state = 'DELIVERED' THEN NULL ELSE state END);
CREATE INDEX recipient_trouble ON recipient (campaign_id, trouble, row_no);

-- Whoever logs in by an OpenID provider: its issuer and the subject there. Those who log in with a password have none.
ALTER TABLE person ADD COLUMN subject VARCHAR(400) NULL;
CREATE UNIQUE INDEX person_subject ON person (subject);
