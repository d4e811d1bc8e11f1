-- That the class of a demand's register leaf was wrong: who said so, who agreed, the leaf that stands in its place and the fact that says so. One at a
-- time for each demand. The leaf has a negative number while it waits, or waited, for its batch.
CREATE TABLE class_adjustment (
    demand_id   TEXT   NOT NULL REFERENCES demand (id),
    number      BIGINT NOT NULL CHECK (number >= 1),
    class       TEXT   NOT NULL CHECK (class IN ('Open', 'Withheld')),
    reason      TEXT   NOT NULL CHECK (length(reason) > 0),
    state       TEXT   NOT NULL CHECK (state IN ('Proposed', 'Dropped', 'Agreed', 'Recorded')),
    proposed_by TEXT   NOT NULL,
    proposed_at BIGINT NOT NULL,
    decided_by  TEXT,
    decided_at  BIGINT,
    leaf_seq    BIGINT UNIQUE REFERENCES record_entry (seq),
    opening     {bytes},
    fact_seq    BIGINT UNIQUE REFERENCES record_entry (seq),
    PRIMARY KEY (demand_id, number),
    CHECK ((decided_by IS NULL) = (state = 'Proposed') AND (decided_at IS NULL) = (state = 'Proposed')),
    CHECK (state NOT IN ('Agreed', 'Recorded') OR decided_by <> proposed_by),
    CHECK ((leaf_seq IS NOT NULL) = (state IN ('Agreed', 'Recorded')) AND (opening IS NULL) = (leaf_seq IS NULL)),
    CHECK ((fact_seq IS NOT NULL) = (state = 'Recorded'))
);
CREATE UNIQUE INDEX class_adjustment_open ON class_adjustment (demand_id) WHERE state IN ('Proposed', 'Agreed');

-- What officers sign to have keys without the record, in danger to life: made for an authorisation that waits. Asked: the vault was asked with it.
CREATE TABLE glass_statement (
    authorisation_id TEXT    NOT NULL PRIMARY KEY REFERENCES gate_authorisation (id),
    demand_id        TEXT    NOT NULL,
    sha256           TEXT    NOT NULL UNIQUE,
    statement        {bytes} NOT NULL,
    token_hash       TEXT    NOT NULL,
    why              TEXT    NOT NULL CHECK (length(why) > 0),
    made_by          TEXT    NOT NULL,
    made_at          BIGINT  NOT NULL,
    expires_at       BIGINT  NOT NULL,
    asked_by         TEXT,
    asked_at         BIGINT,
    CHECK ((asked_by IS NULL) = (asked_at IS NULL))
);

-- That a vault gave keys without the record: owed to the record from then on, and the entry that says so once the record runs again.
CREATE TABLE glass_used (
    sha256   TEXT   NOT NULL PRIMARY KEY,
    vault    TEXT   NOT NULL,
    records  BIGINT NOT NULL CHECK (records > 0),
    used_at  BIGINT NOT NULL,
    fact_seq BIGINT REFERENCES record_entry (seq)
);

-- That an account is to go: who says so, who agreed. From then on nothing of it is stored, and the vault is owed the end of its keys.
CREATE TABLE account_erasure (
    account_id TEXT   NOT NULL PRIMARY KEY REFERENCES account (id),
    reason     TEXT   NOT NULL CHECK (length(reason) > 0),
    asked_by   TEXT   NOT NULL,
    asked_at   BIGINT NOT NULL,
    agreed_by  TEXT,
    agreed_at  BIGINT,
    CHECK ((agreed_by IS NULL) = (agreed_at IS NULL)),
    CHECK (agreed_by IS NULL OR agreed_by <> asked_by)
);

-- The operator's word that batches and epochs that are due until then may be written, though very many are late.
CREATE TABLE record_catch_up (
    until    BIGINT NOT NULL PRIMARY KEY,
    given_at BIGINT NOT NULL
);
