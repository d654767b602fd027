-- Who does a piece of work that only one process may do at a time: an import, a settlement, a lane's job. A right that is not
-- renewed runs out; its holder is then taken for dead.
CREATE TABLE work_lease (
    work           VARCHAR(200) NOT NULL PRIMARY KEY,
    token          VARCHAR(300) NOT NULL,          -- tells this holding apart from all others
    held_until     BIGINT       NOT NULL
);
CREATE INDEX work_lease_token ON work_lease (token);

-- When the recipients of a campaign that has ended were deleted; its totals stay.
ALTER TABLE campaign ADD COLUMN forgotten_at BIGINT NULL;
