-- Whose delivery window closes next in a lane. Only recipients that are open and have been tried stand in it by a time, so that
-- the many that are accepted at the first attempt never change it.
ALTER TABLE recipient ADD COLUMN open_since BIGINT GENERATED ALWAYS AS (CASE WHEN due_at IS NOT NULL THEN first_try_at END);
CREATE INDEX recipient_window ON recipient (campaign_id, lane_no, open_since);
