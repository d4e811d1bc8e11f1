-- Accounts of the services. What could name a customer stands here only as an HMAC, or sealed.
CREATE TABLE account (
    id      TEXT NOT NULL PRIMARY KEY,
    service TEXT NOT NULL
);

CREATE TABLE account_identifier (
    mac        {bytes} NOT NULL,
    account_id TEXT    NOT NULL REFERENCES account (id),
    PRIMARY KEY (mac, account_id)
);

CREATE TABLE account_record (
    id         TEXT    NOT NULL PRIMARY KEY,
    account_id TEXT    NOT NULL REFERENCES account (id),
    category   TEXT    NOT NULL,
    day        TEXT    NOT NULL,
    header     {bytes} NOT NULL,
    body       {bytes} NOT NULL
);
CREATE INDEX account_record_scope ON account_record (account_id, category, day);
