-- A demand that an officer is writing. What it says is sealed; once it is sent, only which demand it became stays, until it expires.
CREATE TABLE demand_draft (
    id         TEXT   NOT NULL PRIMARY KEY,
    officer_id TEXT   NOT NULL REFERENCES officer (id),
    version    BIGINT NOT NULL CHECK (version >= 1),
    sealed_as  TEXT   NOT NULL UNIQUE,
    content    {bytes},
    file_blob  TEXT   UNIQUE,
    begun_at   BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    demand_id  TEXT   UNIQUE REFERENCES demand (id),
    CHECK (expires_at > begun_at),
    CHECK ((demand_id IS NULL) = (content IS NOT NULL))
);
CREATE INDEX demand_draft_officer ON demand_draft (officer_id, begun_at);
