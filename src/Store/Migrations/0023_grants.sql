-- What owners gave to officers. A row begins with the owner's signed consent; whoever looked, declined or ignored has none. Key and file lie outside the
-- tables, as blobs of these ids, and go when a grant is over; then the ids are null. What was said or typed by the owner lies sealed.
CREATE TABLE footage_grant (
    id           TEXT    NOT NULL PRIMARY KEY,
    account_id   TEXT    NOT NULL REFERENCES account (id),
    home_id      TEXT    NOT NULL,
    request_id   TEXT    NOT NULL REFERENCES community_request (id),
    agency_id    TEXT    NOT NULL REFERENCES agency (id),
    officer_id   TEXT    NOT NULL REFERENCES officer (id),
    passes       TEXT    REFERENCES footage_grant (id),
    state        TEXT    NOT NULL CHECK (state IN ('Offered', 'Given', 'Opened', 'Withdrawn', 'Ended', 'Purged')),
    consent      {bytes},
    consent_hash TEXT    NOT NULL,
    terms        TEXT    NOT NULL,
    keys         TEXT    NOT NULL,
    sha256       TEXT    NOT NULL,
    size         BIGINT  NOT NULL CHECK (size > 0),
    days         INTEGER NOT NULL CHECK (days >= 1),
    wraps_blob   TEXT,
    file_blob    TEXT,
    offered_at   BIGINT  NOT NULL,
    given_at     BIGINT,
    until_at     BIGINT,
    opening      {bytes},
    entry_seq    BIGINT,
    opened_at    BIGINT,
    terms_at     BIGINT,
    over_at      BIGINT,
    contact_open INTEGER NOT NULL,
    CHECK (passes IS NULL OR passes <> id),
    CHECK ((state = 'Offered') = (given_at IS NULL)),
    CHECK ((given_at IS NULL) = (until_at IS NULL)),
    CHECK ((given_at IS NULL) = (opening IS NULL)),
    CHECK ((given_at IS NULL) = (entry_seq IS NULL)),
    CHECK ((state IN ('Withdrawn', 'Ended', 'Purged')) = (over_at IS NOT NULL)),
    CHECK (state NOT IN ('Given', 'Withdrawn') OR opened_at IS NULL),
    CHECK (state <> 'Opened' OR opened_at IS NOT NULL),
    CHECK (state NOT IN ('Given', 'Opened') OR (wraps_blob IS NOT NULL AND file_blob IS NOT NULL AND consent IS NOT NULL)),
    CHECK ((opened_at IS NULL) = (terms_at IS NULL))
);
CREATE INDEX footage_grant_account ON footage_grant (account_id, offered_at);
CREATE INDEX footage_grant_officer ON footage_grant (officer_id, given_at);
CREATE INDEX footage_grant_agency ON footage_grant (agency_id, state);

-- Each time it was opened or taken away in the clear, and what for. Added and never changed.
CREATE TABLE grant_opening (
    grant_id TEXT    NOT NULL REFERENCES footage_grant (id),
    number   INTEGER NOT NULL CHECK (number >= 1),
    at       BIGINT  NOT NULL,
    officer  TEXT    NOT NULL REFERENCES officer (id),
    what     TEXT    NOT NULL CHECK (what IN ('Opened', 'Exported')),
    purpose  TEXT    NOT NULL,
    note     TEXT    NOT NULL,
    PRIMARY KEY (grant_id, number)
);

-- Once, and no second time.
CREATE TABLE grant_renewal (
    id         TEXT    NOT NULL PRIMARY KEY REFERENCES footage_grant (id),
    renewed_at BIGINT  NOT NULL,
    before_at  BIGINT  NOT NULL,
    until_at   BIGINT  NOT NULL,
    officer    TEXT    NOT NULL REFERENCES officer (id),
    reason     TEXT    NOT NULL,
    opening    {bytes} NOT NULL,
    entry_seq  BIGINT  NOT NULL,
    CHECK (until_at > before_at)
);

CREATE TABLE grant_passing (
    id          TEXT   NOT NULL PRIMARY KEY,
    grant_id    TEXT   NOT NULL REFERENCES footage_grant (id),
    at          BIGINT NOT NULL,
    asked_by    TEXT   NOT NULL REFERENCES officer (id),
    agency_id   TEXT   NOT NULL REFERENCES agency (id),
    officer_id  TEXT   NOT NULL REFERENCES officer (id),
    ground      TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    state       TEXT   NOT NULL CHECK (state IN ('Open', 'Refused', 'Answered')),
    answered_at BIGINT,
    answer      TEXT   REFERENCES footage_grant (id),
    CHECK (asked_by <> officer_id),
    CHECK ((state = 'Open') = (answered_at IS NULL)),
    CHECK ((state = 'Answered') = (answer IS NOT NULL))
);
CREATE INDEX grant_passing_grant ON grant_passing (grant_id, at);

-- The relay: what officer and owner write to one another, sealed. Goes with the grant.
CREATE TABLE grant_message (
    grant_id TEXT    NOT NULL REFERENCES footage_grant (id),
    number   INTEGER NOT NULL CHECK (number >= 1),
    at       BIGINT  NOT NULL,
    author   TEXT    NOT NULL CHECK (author IN ('Officer', 'Owner')),
    sealed   {bytes} NOT NULL,
    PRIMARY KEY (grant_id, number)
);

CREATE TABLE grant_deletion (
    id           TEXT    NOT NULL PRIMARY KEY REFERENCES footage_grant (id),
    asked_at     BIGINT  NOT NULL,
    due_at       BIGINT  NOT NULL,
    confirmed_at BIGINT,
    confirmed_by TEXT    REFERENCES officer (id),
    statement    TEXT,
    opening      {bytes},
    entry_seq    BIGINT,
    CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL)),
    CHECK ((confirmed_at IS NULL) = (statement IS NULL)),
    CHECK ((confirmed_at IS NULL) = (opening IS NULL)),
    CHECK ((confirmed_at IS NULL) = (entry_seq IS NULL))
);
