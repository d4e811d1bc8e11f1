-- A person asked for a copy of their own data. One is open at a time, for an hour at most (in ticks). What opens it, which records it covers and
-- where its entry stands are gone when it has ended: then only that it happened is kept.
CREATE TABLE subject_request (
    id         TEXT   NOT NULL PRIMARY KEY,
    account_id TEXT   NOT NULL REFERENCES account (id),
    state      TEXT   NOT NULL CHECK (state IN ('Open', 'Ended')),
    made_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at   BIGINT,
    opening    {bytes},
    records    {bytes},
    entry_seq  BIGINT REFERENCES record_entry (seq),
    CHECK (expires_at > made_at AND expires_at - made_at <= 36000000000),
    CHECK ((state = 'Open') = (ended_at IS NULL)),
    CHECK ((state = 'Open') = (opening IS NOT NULL)),
    CHECK ((state = 'Open') = (records IS NOT NULL)),
    CHECK ((state = 'Open') = (entry_seq IS NOT NULL))
);
CREATE INDEX subject_request_account ON subject_request (account_id, made_at);
CREATE UNIQUE INDEX subject_request_open ON subject_request (account_id) WHERE state = 'Open';

-- Each time it was downloaded; written before the first byte leaves. Whole: the last byte was sent.
CREATE TABLE subject_download (
    request_id TEXT    NOT NULL REFERENCES subject_request (id),
    number     INTEGER NOT NULL CHECK (number BETWEEN 1 AND 5),
    begun_at   BIGINT  NOT NULL,
    whole_at   BIGINT,
    PRIMARY KEY (request_id, number),
    CHECK (whole_at IS NULL OR whole_at >= begun_at)
);
