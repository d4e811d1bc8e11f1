-- People of neither side. Their row says Staff (no agency, no account), and they have one role, which no member of staff has.
ALTER TABLE person ADD COLUMN office TEXT
    CHECK (office IS NULL OR (kind = 'Staff' AND office IN ('clerk', 'fetcher', 'overseer') AND roles = office));

-- Partnerships. What holds follows from the facts in the record; this says which entries are an agency's, and keeps one act from being done twice:
-- a slot is what only one entry can be. Rows are added, never changed.
CREATE TABLE partnership_act (
    entry_seq BIGINT  NOT NULL PRIMARY KEY REFERENCES record_entry (seq),
    agency_id TEXT    NOT NULL REFERENCES agency (id),
    slot      TEXT    NOT NULL CHECK (slot <> ''),
    kind      INTEGER NOT NULL CHECK (kind BETWEEN 25 AND 39),
    agreement INTEGER CHECK (agreement >= 1),
    actor     TEXT    NOT NULL CHECK (actor <> ''),
    at        BIGINT  NOT NULL,
    UNIQUE (agency_id, slot),
    CHECK ((kind IN (25, 37, 39)) = (agreement IS NULL))
);
CREATE INDEX partnership_act_agency ON partnership_act (agency_id, entry_seq);
CREATE INDEX partnership_act_slot ON partnership_act (slot);

-- What shows who countersigned. The fact has its SHA-256.
CREATE TABLE partnership_evidence (
    entry_seq BIGINT NOT NULL PRIMARY KEY REFERENCES partnership_act (entry_seq),
    sha256    TEXT   NOT NULL,
    text      TEXT   NOT NULL
);

-- Days on which the register changed, and the file that says how.
CREATE TABLE register_day (
    day       TEXT   NOT NULL PRIMARY KEY,
    path      TEXT   NOT NULL,
    sha256    TEXT   NOT NULL,
    entry_seq BIGINT NOT NULL UNIQUE REFERENCES record_entry (seq)
);
