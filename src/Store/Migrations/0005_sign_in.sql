-- Who signs in. One row an officer, member of staff or account of a customer, beside tokens; roles are words that the program turns into scopes.
CREATE TABLE person (
    subject     TEXT   NOT NULL PRIMARY KEY,
    kind        TEXT   NOT NULL CHECK (kind IN ('Officer', 'Staff', 'Customer')),
    agency_id   TEXT   REFERENCES agency (id),
    account_id  TEXT   UNIQUE REFERENCES account (id),
    title       TEXT   NOT NULL,
    roles       TEXT   NOT NULL,
    stamp       TEXT   NOT NULL,
    enrolled_at BIGINT NOT NULL,
    enrolled_by TEXT   NOT NULL,
    ended_at    BIGINT,
    ended_by    TEXT,
    CHECK ((kind = 'Officer') = (agency_id IS NOT NULL)),
    CHECK ((kind = 'Customer') = (account_id IS NOT NULL)),
    CHECK (account_id IS NULL OR account_id = subject),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);

-- A credential record of WebAuthn. It is revoked, never taken away: its credential can then be nobody else's.
CREATE TABLE person_passkey (
    id              TEXT    NOT NULL PRIMARY KEY,
    credential_id   TEXT    NOT NULL UNIQUE,
    subject         TEXT    NOT NULL REFERENCES person (subject),
    name            TEXT    NOT NULL,
    public_key      {bytes} NOT NULL,
    sign_count      BIGINT  NOT NULL CHECK (sign_count >= 0),
    transports      TEXT    NOT NULL,
    user_verified   BOOLEAN NOT NULL,
    backup_eligible BOOLEAN NOT NULL,
    backed_up       BOOLEAN NOT NULL,
    attestation     {bytes} NOT NULL,
    client_data     {bytes} NOT NULL,
    added_at        BIGINT  NOT NULL,
    last_used_at    BIGINT,
    revoked_at      BIGINT
);
CREATE INDEX person_passkey_subject ON person_passkey (subject, added_at);

-- One-time links. Only the SHA-256 of what the link holds is kept.
CREATE TABLE person_invitation (
    hash       TEXT   NOT NULL PRIMARY KEY,
    subject    TEXT   NOT NULL REFERENCES person (subject),
    made_at    BIGINT NOT NULL,
    made_by    TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at   BIGINT,
    ending     TEXT   CHECK (ending IN ('Used', 'Replaced')),
    CHECK ((ended_at IS NULL) = (ending IS NULL))
);
CREATE INDEX person_invitation_subject ON person_invitation (subject);

-- A session holds while its stamp is the person's: a new stamp ends them all at once.
CREATE TABLE person_session (
    hash       TEXT   NOT NULL PRIMARY KEY,
    subject    TEXT   NOT NULL REFERENCES person (subject),
    stamp      TEXT   NOT NULL,
    start      TEXT   NOT NULL CHECK (start IN ('Passkey', 'Invitation', 'Sample', 'Provider', 'Mail')),
    passkey_id TEXT   REFERENCES person_passkey (id),
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL,
    ended_at   BIGINT,
    CHECK ((start IN ('Passkey', 'Invitation')) = (passkey_id IS NOT NULL))
);
CREATE INDEX person_session_subject ON person_session (subject, started_at);

-- Members of staff may sign in at the company's own provider. It vouches for a person who was invited here, and makes none.
CREATE TABLE person_identity (
    issuer        TEXT   NOT NULL,
    subject_there TEXT   NOT NULL,
    subject       TEXT   NOT NULL REFERENCES person (subject),
    linked_at     BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject_there)
);
CREATE INDEX person_identity_subject ON person_identity (subject);
