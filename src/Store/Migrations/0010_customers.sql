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
