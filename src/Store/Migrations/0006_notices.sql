-- Where account holders are reached. Sealed, as is everything below that could name a person or hold their words.
CREATE TABLE account_contact (
    account_id TEXT    NOT NULL PRIMARY KEY REFERENCES account (id),
    sealed     {bytes} NOT NULL
);

-- Mails owed by acts. Address and words lie sealed until the mail is settled, and are then gone.
CREATE TABLE mail (
    id         TEXT    NOT NULL PRIMARY KEY,
    about      TEXT    NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('Owed', 'Sent', 'Failed')),
    sealed     {bytes},
    owed_at    BIGINT  NOT NULL,
    lapses_at  BIGINT  NOT NULL,
    settled_at BIGINT,
    attempts   INTEGER NOT NULL,
    code       TEXT,
    CHECK ((state = 'Owed') = (sealed IS NOT NULL)),
    CHECK ((state = 'Owed') = (settled_at IS NULL)),
    CHECK (state <> 'Failed' OR code IS NOT NULL)
);
CREATE INDEX mail_about ON mail (about, owed_at);

-- What the gate knows of a demand for telling people: whether it asserts a gag, and who said that no bar forbids it.
CREATE TABLE notice_case (
    demand_id    TEXT    NOT NULL PRIMARY KEY REFERENCES demand (id),
    gag          BOOLEAN NOT NULL,
    none_said_at BIGINT,
    none_said_by TEXT,
    none_reason  TEXT,
    CHECK ((none_said_at IS NULL) = (none_said_by IS NULL)),
    CHECK ((none_said_at IS NULL) = (none_reason IS NULL))
);

-- A legal bar to telling. It always ends: at most 366 days after it was recorded (in ticks).
CREATE TABLE notice_bar (
    id          TEXT   NOT NULL PRIMARY KEY,
    demand_id   TEXT   NOT NULL REFERENCES demand (id),
    kind        TEXT   NOT NULL CHECK (kind IN ('CourtOrder', 'Statute')),
    authority   TEXT   NOT NULL,
    reference   TEXT   NOT NULL,
    reason      TEXT   NOT NULL,
    ends_on     TEXT   NOT NULL,
    ends_at     BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT   NOT NULL,
    lifted_at   BIGINT,
    lifted_by   TEXT,
    lifted_why  TEXT,
    CHECK (ends_at > recorded_at AND ends_at - recorded_at <= 317952000000000),
    CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
    CHECK ((lifted_at IS NULL) = (lifted_why IS NULL))
);
CREATE INDEX notice_bar_demand ON notice_bar (demand_id);

-- One notice to one account. What it says is sealed; spent: it no longer lets anything out.
CREATE TABLE notice (
    id             TEXT    NOT NULL PRIMARY KEY,
    demand_id      TEXT    NOT NULL REFERENCES demand (id),
    account_id     TEXT    NOT NULL REFERENCES account (id),
    kind           TEXT    NOT NULL CHECK (kind IN ('Before', 'Given', 'Refused', 'Withdrawn', 'Delayed', 'ObjectionAnswered')),
    state          TEXT    NOT NULL CHECK (state IN ('Held', 'Owed', 'ToPrint', 'Sent', 'Dropped')),
    reference_name TEXT    NOT NULL UNIQUE,
    sealed         {bytes} NOT NULL,
    owed_at        BIGINT  NOT NULL,
    composed_at    BIGINT,
    sent_at        BIGINT,
    way            TEXT    CHECK (way IN ('Mail', 'Letter')),
    printed_by     TEXT,
    object_until   BIGINT,
    spent_at       BIGINT,
    CHECK ((state = 'Sent') = (sent_at IS NOT NULL)),
    CHECK ((sent_at IS NULL) = (way IS NULL)),
    CHECK (printed_by IS NULL OR way IS NOT NULL),
    CHECK (way IS NULL OR (way = 'Letter') = (printed_by IS NOT NULL)),
    CHECK (state <> 'Sent' OR (kind = 'Before') = (object_until IS NOT NULL))
);
CREATE INDEX notice_demand ON notice (demand_id, account_id);
CREATE INDEX notice_account ON notice (account_id, sent_at);
CREATE UNIQUE INDEX notice_live ON notice (demand_id, account_id) WHERE kind = 'Before' AND state <> 'Dropped' AND spent_at IS NULL;

-- What a notice before disclosure covers; more than that needs a new notice.
CREATE TABLE notice_scope (
    notice_id TEXT NOT NULL REFERENCES notice (id),
    item_id   TEXT NOT NULL REFERENCES demand_item (id),
    from_day  TEXT,
    to_day    TEXT,
    PRIMARY KEY (notice_id, item_id)
);

CREATE TABLE notice_objection (
    id         TEXT    NOT NULL PRIMARY KEY,
    notice_id  TEXT    NOT NULL UNIQUE REFERENCES notice (id),
    demand_id  TEXT    NOT NULL REFERENCES demand (id),
    account_id TEXT    NOT NULL REFERENCES account (id),
    made_at    BIGINT  NOT NULL,
    sealed     {bytes} NOT NULL,
    file_blob  TEXT,
    file_size  BIGINT,
    state      TEXT    NOT NULL CHECK (state IN ('Open', 'Upheld', 'Overruled')),
    decided_at BIGINT,
    decided_by TEXT,
    reason     TEXT,
    CHECK ((file_blob IS NULL) = (file_size IS NULL)),
    CHECK ((state = 'Open') = (decided_at IS NULL)),
    CHECK ((state = 'Open') = (decided_by IS NULL)),
    CHECK ((state = 'Open') = (reason IS NULL))
);
CREATE INDEX notice_objection_demand ON notice_objection (demand_id, account_id);
