-- Who stands in the record as reviewer, approver or officer of break-glass, and the entry that says so. One row for each time: who is
-- removed and enrolled again has two.
CREATE TABLE approver (
    enrolled_seq BIGINT NOT NULL PRIMARY KEY REFERENCES record_entry (seq),
    person       TEXT   NOT NULL,
    role         TEXT   NOT NULL CHECK (role IN ('reviewer', 'approver', 'break-glass')),
    key          TEXT   NOT NULL,
    enrolled_at  BIGINT NOT NULL,
    removed_seq  BIGINT REFERENCES record_entry (seq),
    CHECK (removed_seq > enrolled_seq)
);
CREATE UNIQUE INDEX approver_now ON approver (person, role) WHERE removed_seq IS NULL;

-- The last statement that each vault gave about itself. Kept apart from the vault, so that an old copy of it is found out.
CREATE TABLE vault_standing (
    vault TEXT NOT NULL PRIMARY KEY,
    note  TEXT NOT NULL
);
