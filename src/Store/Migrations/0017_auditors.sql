-- Who may open every leaf, from when until when. A key is designated once at a time.
CREATE TABLE auditor (
    id            TEXT    NOT NULL PRIMARY KEY,
    name          TEXT    NOT NULL,
    spki          {bytes} NOT NULL,
    thumbprint    TEXT    NOT NULL,
    designated_at BIGINT  NOT NULL,
    from_at       BIGINT  NOT NULL,
    retired_at    BIGINT,
    CHECK (from_at >= designated_at),
    CHECK (retired_at IS NULL OR retired_at >= designated_at)
);
CREATE UNIQUE INDEX auditor_key ON auditor (thumbprint) WHERE retired_at IS NULL;

-- What opens a leaf, sealed to those who were designated when it was drawn. One for a leaf, never changed: a register leaf holds its hash.
CREATE TABLE audit_sealed (
    leaf_hash    {bytes} NOT NULL PRIMARY KEY,
    for_auditors {bytes} NOT NULL
);

-- Backups of seal keys, and drills: when, and of which key.
CREATE TABLE seal_key_event (
    seq    {identity},
    at     BIGINT NOT NULL,
    kind   TEXT   NOT NULL CHECK (kind IN ('backup', 'drill', 'recovery')),
    period TEXT   NOT NULL,
    key_id TEXT   NOT NULL
);
