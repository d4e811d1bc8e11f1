-- The checkpoint that readers were last given under a policy of witnesses, with its cosignatures. The file that is served is made from
-- it again where a crash took it. Never ahead of what was signed: log_state is written first.
CREATE TABLE log_published (
    origin TEXT   NOT NULL PRIMARY KEY REFERENCES log_state (origin),
    size   BIGINT NOT NULL CHECK (size >= 0),
    note   TEXT   NOT NULL
);
