-- Customers sign in too: one row an account. Tables are made anew because SQLite cannot change a CHECK.
CREATE TABLE person_new (
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
INSERT INTO person_new (subject, kind, agency_id, account_id, title, roles, stamp, enrolled_at, enrolled_by, ended_at, ended_by)
SELECT subject, kind, agency_id, NULL, title, roles, stamp, enrolled_at, enrolled_by, ended_at, ended_by FROM person;

CREATE TABLE person_passkey_new (
    id              TEXT    NOT NULL PRIMARY KEY,
    credential_id   TEXT    NOT NULL UNIQUE,
    subject         TEXT    NOT NULL REFERENCES person_new (subject),
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
INSERT INTO person_passkey_new (id, credential_id, subject, name, public_key, sign_count, transports, user_verified, backup_eligible, backed_up,
    attestation, client_data, added_at, last_used_at, revoked_at)
SELECT id, credential_id, subject, name, public_key, sign_count, transports, user_verified, backup_eligible, backed_up,
    attestation, client_data, added_at, last_used_at, revoked_at FROM person_passkey;

CREATE TABLE person_invitation_new (
    hash       TEXT   NOT NULL PRIMARY KEY,
    subject    TEXT   NOT NULL REFERENCES person_new (subject),
    made_at    BIGINT NOT NULL,
    made_by    TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at   BIGINT,
    ending     TEXT   CHECK (ending IN ('Used', 'Replaced')),
    CHECK ((ended_at IS NULL) = (ending IS NULL))
);
INSERT INTO person_invitation_new (hash, subject, made_at, made_by, expires_at, ended_at, ending)
SELECT hash, subject, made_at, made_by, expires_at, ended_at, ending FROM person_invitation;

CREATE TABLE person_session_new (
    hash       TEXT   NOT NULL PRIMARY KEY,
    subject    TEXT   NOT NULL REFERENCES person_new (subject),
    stamp      TEXT   NOT NULL,
    start      TEXT   NOT NULL CHECK (start IN ('Passkey', 'Invitation', 'Sample', 'Provider', 'Mail')),
    passkey_id TEXT   REFERENCES person_passkey_new (id),
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL,
    ended_at   BIGINT,
    CHECK ((start IN ('Passkey', 'Invitation')) = (passkey_id IS NOT NULL))
);
INSERT INTO person_session_new (hash, subject, stamp, start, passkey_id, started_at, seen_at, ends_at, ended_at)
SELECT hash, subject, stamp, start, passkey_id, started_at, seen_at, ends_at, ended_at FROM person_session;

CREATE TABLE person_identity_new (
    issuer        TEXT   NOT NULL,
    subject_there TEXT   NOT NULL,
    subject       TEXT   NOT NULL REFERENCES person_new (subject),
    linked_at     BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject_there)
);
INSERT INTO person_identity_new (issuer, subject_there, subject, linked_at) SELECT issuer, subject_there, subject, linked_at FROM person_identity;

DROP TABLE person_identity;
DROP TABLE person_session;
DROP TABLE person_invitation;
DROP TABLE person_passkey;
DROP TABLE person;
ALTER TABLE person_new RENAME TO person;
ALTER TABLE person_passkey_new RENAME TO person_passkey;
ALTER TABLE person_invitation_new RENAME TO person_invitation;
ALTER TABLE person_session_new RENAME TO person_session;
ALTER TABLE person_identity_new RENAME TO person_identity;
CREATE INDEX person_passkey_subject ON person_passkey (subject, added_at);
CREATE INDEX person_invitation_subject ON person_invitation (subject);
CREATE INDEX person_session_subject ON person_session (subject, started_at);
CREATE INDEX person_identity_subject ON person_identity (subject);

-- Somebody typed a mail address to sign in. The same row is written whether or not an account has it; the address lies sealed until the
-- mail was owed, and is then gone. Mailbox and network: HMACs, to count by.
CREATE TABLE sign_in_ask (
    id         TEXT    NOT NULL PRIMARY KEY,
    mailbox    TEXT    NOT NULL,
    network    TEXT    NOT NULL,
    browser    TEXT    NOT NULL,
    code       TEXT    NOT NULL,
    back       TEXT,
    kept       TEXT,
    sealed     {bytes},
    asked_at   BIGINT  NOT NULL,
    expires_at BIGINT  NOT NULL,
    CHECK (expires_at > asked_at)
);
CREATE INDEX sign_in_ask_mailbox ON sign_in_ask (mailbox, asked_at);
CREATE INDEX sign_in_ask_browser ON sign_in_ask (browser, asked_at);

-- What such a mail holds: a link, of which only the SHA-256 is kept. It is used once.
CREATE TABLE sign_in_link (
    hash       TEXT   NOT NULL PRIMARY KEY,
    ask_id     TEXT   NOT NULL REFERENCES sign_in_ask (id),
    account_id TEXT   NOT NULL REFERENCES account (id),
    used_at    BIGINT
);
CREATE INDEX sign_in_link_ask ON sign_in_link (ask_id);
CREATE INDEX sign_in_link_account ON sign_in_link (account_id);

-- An objection that is not sent yet. Words, name and file lie sealed; a draft is deleted with its sending, and at the latest a week after the time to object.
CREATE TABLE objection_draft (
    notice_id  TEXT    NOT NULL PRIMARY KEY REFERENCES notice (id),
    account_id TEXT    NOT NULL REFERENCES account (id),
    words      {bytes} NOT NULL,
    file       {bytes},
    saved_at   BIGINT  NOT NULL
);
