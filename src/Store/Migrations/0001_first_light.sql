-- The record's outbox: entries in the order in which their acts were committed. Written once, never changed, never deleted.
CREATE TABLE record_entry (
    seq   {identity},
    bytes {bytes} NOT NULL
);

-- Where entries stand in the log: a run is a stretch of entries whose seqs follow one another without a gap, and so do their
-- indexes. Runs begin at 0 and join end to end in both, and only the last can grow: the one that follows holds on to the end of it.
CREATE TABLE log_run (
    first_index BIGINT NOT NULL PRIMARY KEY,
    next_index  BIGINT NOT NULL UNIQUE,
    first_seq   BIGINT NOT NULL UNIQUE REFERENCES record_entry (seq),
    last_seq    BIGINT NOT NULL UNIQUE REFERENCES record_entry (seq),
    seq_before  BIGINT,
    UNIQUE (next_index, last_seq),
    FOREIGN KEY (first_index, seq_before) REFERENCES log_run (next_index, last_seq),
    CHECK (first_index >= 0 AND first_index < next_index),
    CHECK (next_index - first_index = last_seq - first_seq + 1),
    CHECK ((seq_before IS NULL) = (first_index = 0)),
    CHECK (seq_before IS NULL OR seq_before < first_seq)
);

CREATE TABLE recorded_once (
    key       TEXT   NOT NULL PRIMARY KEY,
    entry_seq BIGINT NOT NULL REFERENCES record_entry (seq)
);

-- One row a log: the compare-and-swap on it prevents a fork.
CREATE TABLE log_state (
    origin      TEXT   NOT NULL PRIMARY KEY,
    size        BIGINT NOT NULL CHECK (size >= 0),
    through_seq BIGINT NOT NULL,
    synced      BIGINT NOT NULL DEFAULT 0 CHECK (synced <= size),
    note        TEXT   NOT NULL
);

CREATE TABLE access_token (
    hash       TEXT   NOT NULL PRIMARY KEY,
    kind       TEXT   NOT NULL CHECK (kind IN ('Officer', 'Staff')),
    subject    TEXT   NOT NULL,
    agency_id  TEXT   CHECK ((kind = 'Officer') = (agency_id IS NOT NULL)),
    scopes     TEXT   NOT NULL,
    issued_by  TEXT   NOT NULL,
    issued_at  BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE TABLE idempotent_request (
    caller    TEXT   NOT NULL,
    key       TEXT   NOT NULL,
    body_hash TEXT   NOT NULL,
    answer    TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (caller, key)
);

CREATE TABLE job (
    kind      TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    due_at    BIGINT  NOT NULL,
    attempts  INTEGER NOT NULL,
    last_code TEXT,
    PRIMARY KEY (kind, subject)
);
CREATE INDEX job_due ON job (due_at);

-- Agencies. Verified means: by whom, when, how and on what evidence, or not at all.
CREATE TABLE agency (
    id                TEXT   NOT NULL PRIMARY KEY,
    name              TEXT   NOT NULL,
    country           TEXT   NOT NULL,
    kind              TEXT   NOT NULL,
    state             TEXT   NOT NULL CHECK (state IN ('Enrolled', 'Verified', 'Suspended')),
    enrolled_at       BIGINT NOT NULL,
    enrolled_by       TEXT   NOT NULL,
    verified_at       BIGINT,
    verified_by       TEXT,
    verified_how      TEXT,
    verified_evidence TEXT,
    CHECK (state <> 'Verified' OR (verified_at IS NOT NULL AND verified_by IS NOT NULL
        AND verified_how IS NOT NULL AND verified_evidence IS NOT NULL))
);

CREATE TABLE officer (
    id          TEXT   NOT NULL PRIMARY KEY,
    agency_id   TEXT   NOT NULL REFERENCES agency (id),
    title       TEXT   NOT NULL,
    enrolled_at BIGINT NOT NULL,
    enrolled_by TEXT   NOT NULL
);

CREATE TABLE officer_key (
    thumbprint  TEXT   NOT NULL PRIMARY KEY,
    officer_id  TEXT   NOT NULL REFERENCES officer (id),
    spki        {bytes} NOT NULL,
    enrolled_at BIGINT NOT NULL,
    usable_from BIGINT NOT NULL,
    revoked_at  BIGINT,
    fact_seq    BIGINT NOT NULL REFERENCES record_entry (seq)
);
CREATE INDEX officer_key_officer ON officer_key (officer_id);

-- Demands. The two people are a constraint of the table, not a habit of the code.
CREATE TABLE demand (
    id                   TEXT    NOT NULL PRIMARY KEY,
    agency_id            TEXT    NOT NULL REFERENCES agency (id),
    officer_id           TEXT    NOT NULL REFERENCES officer (id),
    agency_reference     TEXT    NOT NULL,
    instrument           TEXT    NOT NULL,
    authority_name       TEXT    NOT NULL,
    authority_kind       TEXT    NOT NULL,
    country              TEXT    NOT NULL,
    service              TEXT    NOT NULL,
    issued_on            TEXT    NOT NULL,
    expires_on           TEXT,
    gag                  BOOLEAN NOT NULL,
    state                TEXT    NOT NULL,
    received_at          BIGINT  NOT NULL,
    decided_at           BIGINT,
    closed_at            BIGINT,
    reviewer             TEXT,
    approver             TEXT,
    file_blob            TEXT    NOT NULL,
    file_type            TEXT    NOT NULL,
    file_size            BIGINT  NOT NULL,
    file_sha256          TEXT    NOT NULL,
    register_seq         BIGINT  NOT NULL REFERENCES record_entry (seq),
    register_opening     {bytes} NOT NULL,
    promise              TEXT    NOT NULL,
    CHECK (approver IS NULL OR (reviewer IS NOT NULL AND reviewer <> approver)),
    CHECK (state NOT IN ('Approved', 'Released') OR approver IS NOT NULL)
);
CREATE INDEX demand_agency ON demand (agency_id, received_at);
CREATE INDEX demand_state ON demand (state, received_at);
CREATE INDEX demand_register ON demand (register_seq);

CREATE TABLE demand_item (
    id               TEXT    NOT NULL PRIMARY KEY,
    demand_id        TEXT    NOT NULL REFERENCES demand (id),
    position         INTEGER NOT NULL,
    identifier_kind  TEXT    NOT NULL,
    identifier_value TEXT    NOT NULL,
    category         TEXT    NOT NULL,
    asked_from       TEXT,
    asked_to         TEXT,
    decision         TEXT,
    ground           TEXT,
    reason           TEXT,
    narrowed_from    TEXT,
    narrowed_to      TEXT,
    found            BOOLEAN,
    produced         BOOLEAN NOT NULL,
    CHECK (decision IS NULL OR decision = 'Produce' OR (reason IS NOT NULL AND ground IS NOT NULL)),
    CHECK (NOT produced OR (decision IS NOT NULL AND decision IN ('Produce', 'Narrow')))
);
CREATE INDEX demand_item_demand ON demand_item (demand_id, position);

CREATE TABLE demand_event (
    seq       {identity},
    demand_id TEXT   NOT NULL REFERENCES demand (id),
    at        BIGINT NOT NULL,
    actor     TEXT   NOT NULL,
    kind      TEXT   NOT NULL,
    note      TEXT
);
CREATE INDEX demand_event_demand ON demand_event (demand_id, seq);

-- The gate. One authorisation at a time a demand; nothing leaves without two people, neither of them the asker.
CREATE TABLE gate_authorisation (
    id          TEXT    NOT NULL PRIMARY KEY,
    demand_id   TEXT    NOT NULL REFERENCES demand (id),
    officer_id  TEXT    NOT NULL REFERENCES officer (id),
    reviewer    TEXT    NOT NULL,
    approver    TEXT    NOT NULL,
    opening     {bytes} NOT NULL,
    entry_seq   BIGINT  NOT NULL REFERENCES record_entry (seq),
    state       TEXT    NOT NULL CHECK (state IN ('Recorded', 'Released', 'Failed')),
    made_at     BIGINT  NOT NULL,
    expires_at  BIGINT  NOT NULL,
    failed_code TEXT,
    CHECK (reviewer <> approver AND reviewer <> officer_id AND approver <> officer_id)
);

CREATE UNIQUE INDEX gate_authorisation_live ON gate_authorisation (demand_id) WHERE state <> 'Failed';

CREATE TABLE gate_production (
    id               TEXT    NOT NULL PRIMARY KEY,
    authorisation_id TEXT    NOT NULL UNIQUE REFERENCES gate_authorisation (id),
    demand_id        TEXT    NOT NULL REFERENCES demand (id),
    blob             TEXT    NOT NULL,
    sha256           TEXT    NOT NULL,
    size             BIGINT  NOT NULL,
    recipients       TEXT    NOT NULL,
    made_at          BIGINT  NOT NULL,
    expires_at       BIGINT  NOT NULL,
    deleted_at       BIGINT
);
CREATE INDEX gate_production_expiry ON gate_production (expires_at);
