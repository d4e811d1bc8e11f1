-- The neighbors' feed. No column here holds a place finer than a cell. What its author deletes, or what is over, is deleted row by row; nothing of it stays
-- but totals (feed_tally) and which officer looked (feed_look).
CREATE TABLE feed_member (
    account     TEXT   NOT NULL PRIMARY KEY,
    declared_at BIGINT,
    cell        TEXT CHECK (cell <> ''),
    reach       TEXT   NOT NULL CHECK (reach IN ('Cell', 'Near', 'Wide')),
    mail        TEXT   NOT NULL CHECK (mail IN ('Off', 'Daily', 'Weekly')),
    off_token   TEXT   NOT NULL UNIQUE,
    told_at     BIGINT
);
CREATE INDEX feed_member_cell ON feed_member (cell);

CREATE TABLE feed_post (
    id               TEXT    NOT NULL PRIMARY KEY,
    author           TEXT,
    agency_id        TEXT    REFERENCES agency (id),
    officer          TEXT    REFERENCES officer (id),
    state            TEXT    NOT NULL CHECK (state IN ('Draft', 'Moderation', 'Published', 'Refused', 'Appeal', 'Hidden')),
    version          BIGINT  NOT NULL CHECK (version >= 1),
    category         TEXT    NOT NULL CHECK (category IN ('Crime', 'Safety', 'Suspicious', 'UnknownVisitor', 'Animal', 'Environment', 'Community', 'AgencyUpdate')),
    cell             TEXT    NOT NULL CHECK (cell <> ''),
    name             TEXT    NOT NULL CHECK (name <> ''),
    text             TEXT    NOT NULL,
    happened         TEXT    NOT NULL,
    appearance       TEXT    NOT NULL,
    to_agencies      BOOLEAN NOT NULL,
    clip             TEXT,
    begun_at         BIGINT  NOT NULL,
    changed_at       BIGINT  NOT NULL,
    sent_at          BIGINT,
    moderator        TEXT,
    answered_at      BIGINT,
    until_at         BIGINT,
    reason           TEXT,
    appeal           TEXT,
    appealed_at      BIGINT,
    appeal_moderator TEXT,
    resolved_at      BIGINT,
    CHECK ((author IS NULL) = (agency_id IS NOT NULL)),
    CHECK ((agency_id IS NULL) = (officer IS NULL)),
    CHECK ((agency_id IS NOT NULL) = (category = 'AgencyUpdate')),
    CHECK (agency_id IS NULL OR NOT to_agencies),
    CHECK ((state = 'Draft') = (sent_at IS NULL)),
    CHECK ((answered_at IS NULL) = (moderator IS NULL)),
    CHECK (state NOT IN ('Published', 'Refused', 'Appeal', 'Hidden') OR answered_at IS NOT NULL),
    CHECK (state NOT IN ('Published', 'Hidden') OR until_at IS NOT NULL),
    CHECK ((reason IS NOT NULL) = (state IN ('Refused', 'Appeal'))),
    CHECK ((appeal IS NULL) = (appealed_at IS NULL)),
    CHECK (state <> 'Appeal' OR (appeal IS NOT NULL AND appeal_moderator IS NULL)),
    CHECK (appeal_moderator IS NULL OR (appeal IS NOT NULL AND appeal_moderator <> moderator))
);
CREATE INDEX feed_post_cell ON feed_post (cell, state, answered_at);
CREATE INDEX feed_post_state ON feed_post (state, sent_at);
CREATE UNIQUE INDEX feed_post_name ON feed_post (name) WHERE author IS NOT NULL;
CREATE INDEX feed_post_author ON feed_post (author, begun_at);

CREATE TABLE feed_comment (
    id          TEXT   NOT NULL PRIMARY KEY,
    post_id     TEXT   NOT NULL REFERENCES feed_post (id),
    author      TEXT,
    agency_id   TEXT   REFERENCES agency (id),
    officer     TEXT   REFERENCES officer (id),
    state       TEXT   NOT NULL CHECK (state IN ('Held', 'Published', 'Refused', 'Hidden')),
    name        TEXT   NOT NULL,
    text        TEXT   NOT NULL CHECK (text <> ''),
    at          BIGINT NOT NULL,
    moderator   TEXT,
    answered_at BIGINT,
    reason      TEXT,
    CHECK ((author IS NULL) = (agency_id IS NOT NULL)),
    CHECK ((agency_id IS NULL) = (officer IS NULL)),
    CHECK ((answered_at IS NULL) = (moderator IS NULL)),
    CHECK ((reason IS NOT NULL) = (state = 'Refused')),
    CHECK (state <> 'Refused' OR moderator IS NOT NULL)
);
CREATE INDEX feed_comment_post ON feed_comment (post_id, at);
CREATE INDEX feed_comment_state ON feed_comment (state, at);
CREATE INDEX feed_comment_author ON feed_comment (author, at);

-- What somebody is called who comments on one post; another word on every post.
CREATE TABLE feed_voice (
    post_id TEXT NOT NULL REFERENCES feed_post (id),
    account TEXT NOT NULL,
    name    TEXT NOT NULL UNIQUE,
    PRIMARY KEY (post_id, account)
);

-- Item is a post's or a comment's id.
CREATE TABLE feed_flag (
    item       TEXT   NOT NULL,
    account    TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    settled_at BIGINT,
    PRIMARY KEY (item, account)
);

CREATE TABLE feed_mute (
    account TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('Post', 'Category', 'Agency')),
    subject TEXT NOT NULL,
    PRIMARY KEY (account, kind, subject)
);

-- Where a browser of somebody is told that there is something new. Sealed: the address is the push service's name for that browser.
CREATE TABLE feed_push (
    name    TEXT    NOT NULL PRIMARY KEY,
    account TEXT    NOT NULL,
    sealed  {bytes} NOT NULL,
    at      BIGINT  NOT NULL,
    told_at BIGINT
);
CREATE INDEX feed_push_account ON feed_push (account);

-- Which officer opened which post. For the company's own record of accesses; no page of agencies or residents shows it.
CREATE TABLE feed_look (
    seq       {identity},
    post_id   TEXT   NOT NULL,
    agency_id TEXT   NOT NULL REFERENCES agency (id),
    officer   TEXT   NOT NULL REFERENCES officer (id),
    at        BIGINT NOT NULL
);
CREATE INDEX feed_look_post ON feed_look (post_id, at);
CREATE INDEX feed_look_at ON feed_look (at);

CREATE TABLE feed_tally (
    quarter TEXT    NOT NULL,
    what    TEXT    NOT NULL,
    reason  TEXT    NOT NULL,
    times   INTEGER NOT NULL CHECK (times >= 1),
    PRIMARY KEY (quarter, what, reason)
);

-- A passer-by, or a parent, asks the homes of a cell to blur or delete. Who they are is asked of nobody.
CREATE TABLE feed_ask (
    id          TEXT   NOT NULL PRIMARY KEY,
    state       TEXT   NOT NULL CHECK (state IN ('Moderation', 'Published', 'Refused')),
    cell        TEXT   NOT NULL CHECK (cell <> ''),
    from_at     BIGINT NOT NULL,
    to_at       BIGINT NOT NULL,
    wore        TEXT   NOT NULL CHECK (wore <> ''),
    wish        TEXT   NOT NULL CHECK (wish IN ('Blur', 'Delete')),
    who         TEXT   NOT NULL CHECK (who IN ('Myself', 'MyChild')),
    mail        {bytes},
    sent_at     BIGINT NOT NULL,
    until_at    BIGINT NOT NULL,
    moderator   TEXT,
    answered_at BIGINT,
    reason      TEXT,
    CHECK (to_at > from_at),
    CHECK ((answered_at IS NULL) = (moderator IS NULL)),
    CHECK ((answered_at IS NULL) = (state = 'Moderation')),
    CHECK ((reason IS NOT NULL) = (state = 'Refused'))
);
CREATE INDEX feed_ask_state ON feed_ask (state, sent_at);
CREATE INDEX feed_ask_cell ON feed_ask (cell, state);

-- Clips that somebody made public with a post: rendered by their own hub, sealed until then and after. Holder is the post's id.
CREATE TABLE published_clip (
    blob    TEXT   NOT NULL PRIMARY KEY,
    holder  TEXT   NOT NULL UNIQUE,
    consent TEXT   NOT NULL CHECK (consent <> ''),
    size    BIGINT NOT NULL CHECK (size > 0),
    sha256  TEXT   NOT NULL,
    at      BIGINT NOT NULL
);
