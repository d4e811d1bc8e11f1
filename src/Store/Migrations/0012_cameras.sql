-- Cameras of homes. The server carries ciphertext: no column holds a key, a name, or a place finer than the cell.

-- A hub and an owner look for each other, for ten minutes. Of the secret that the hub asks with only the SHA-256 is kept.
CREATE TABLE home_pairing (
    name       TEXT    NOT NULL PRIMARY KEY,
    home_id    TEXT    NOT NULL UNIQUE,
    poll_hash  TEXT    NOT NULL UNIQUE,
    hub_id     TEXT    NOT NULL UNIQUE,
    hub_sign   {bytes} NOT NULL,
    hub_seal   {bytes} NOT NULL,
    ends_at    BIGINT  NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('Waiting', 'Asked', 'Answered')),
    account_id TEXT    REFERENCES account (id),
    owner_sign {bytes},
    owner_seal {bytes},
    owner_tag  {bytes},
    replaces   BOOLEAN NOT NULL,
    statement  {bytes},
    hub_tag    {bytes},
    CHECK ((state = 'Waiting') = (account_id IS NULL)),
    CHECK ((state = 'Waiting') = (owner_sign IS NULL)),
    CHECK ((state = 'Waiting') = (owner_seal IS NULL)),
    CHECK ((state = 'Waiting') = (owner_tag IS NULL)),
    CHECK ((state = 'Answered') = (statement IS NOT NULL)),
    CHECK ((state = 'Answered') = (hub_tag IS NOT NULL))
);
CREATE INDEX home_pairing_ends ON home_pairing (ends_at);

-- A home, its hub's token (SHA-256), and how much it holds. Replaced: another hub took its place, and its clips stay until they end.
CREATE TABLE home (
    id         TEXT    NOT NULL PRIMARY KEY,
    account_id TEXT    NOT NULL REFERENCES account (id),
    state      TEXT    NOT NULL CHECK (state IN ('Active', 'Replaced', 'Ending')),
    token_hash TEXT    UNIQUE,
    statements INTEGER NOT NULL CHECK (statements > 0),
    changes    BIGINT  NOT NULL,
    looks      INTEGER NOT NULL,
    stored     BIGINT  NOT NULL CHECK (stored >= 0),
    clips      INTEGER NOT NULL CHECK (clips >= 0),
    CHECK ((state = 'Active') = (token_hash IS NOT NULL))
);
CREATE INDEX home_account ON home (account_id);
CREATE UNIQUE INDEX home_active ON home (account_id) WHERE state = 'Active';

CREATE TABLE home_statement (
    home_id TEXT    NOT NULL REFERENCES home (id),
    number  INTEGER NOT NULL CHECK (number >= 0),
    text    {bytes} NOT NULL,
    PRIMARY KEY (home_id, number)
);

-- The home's key by generation, wrapped to those who hold keys.
CREATE TABLE home_key (
    home_id    TEXT    NOT NULL REFERENCES home (id),
    generation INTEGER NOT NULL CHECK (generation >= 0),
    record     {bytes} NOT NULL,
    PRIMARY KEY (home_id, generation)
);

-- An account that belongs to a home of another account, or is asked to.
CREATE TABLE home_member (
    home_id    TEXT    NOT NULL REFERENCES home (id),
    account_id TEXT    NOT NULL REFERENCES account (id),
    number     INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('Invited', 'Member')),
    ends_at    BIGINT,
    PRIMARY KEY (home_id, account_id),
    UNIQUE (home_id, number),
    CHECK ((state = 'Invited') = (ends_at IS NOT NULL))
);
CREATE INDEX home_member_account ON home_member (account_id);

CREATE TABLE home_camera (
    home_id   TEXT NOT NULL REFERENCES home (id),
    camera_id TEXT NOT NULL,
    cell      TEXT NOT NULL CHECK (length(cell) <= 11 AND (cell LIKE '%._e%._' OR cell LIKE '%._w%._')),
    custody   TEXT NOT NULL CHECK (custody IN ('Owner', 'Provider')),
    PRIMARY KEY (home_id, camera_id)
);

-- Sealed boxes of which the newest is kept: profile, recovery, settings and health of each camera.
CREATE TABLE home_box (
    home_id TEXT    NOT NULL REFERENCES home (id),
    purpose TEXT    NOT NULL,
    number  INTEGER NOT NULL,
    change  BIGINT  NOT NULL,
    box     {bytes} NOT NULL,
    PRIMARY KEY (home_id, purpose)
);

-- Who looked at what, as the household's devices write it for each other.
CREATE TABLE home_look (
    home_id TEXT    NOT NULL REFERENCES home (id),
    number  INTEGER NOT NULL,
    box     {bytes} NOT NULL,
    PRIMARY KEY (home_id, number)
);

-- A clip. The header holds its key, wrapped; it goes first. Each part is one blob. touched_on: the day of the last bytes, until it is complete.
CREATE TABLE home_clip (
    home_id         TEXT    NOT NULL REFERENCES home (id),
    clip_id         TEXT    NOT NULL,
    camera_id       TEXT    NOT NULL,
    day             TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('Uploading', 'Complete', 'Deleting')),
    header          {bytes},
    keep_until      TEXT    NOT NULL,
    pinned          BOOLEAN NOT NULL,
    touched_on      TEXT,
    video_blob      TEXT    NOT NULL,
    video_size      BIGINT  NOT NULL,
    video_received  BIGINT  NOT NULL,
    poster_blob     TEXT    NOT NULL,
    poster_size     BIGINT  NOT NULL,
    poster_received BIGINT  NOT NULL,
    card_blob       TEXT    NOT NULL,
    card_size       BIGINT  NOT NULL,
    card_received   BIGINT  NOT NULL,
    PRIMARY KEY (home_id, clip_id),
    FOREIGN KEY (home_id, camera_id) REFERENCES home_camera (home_id, camera_id),
    CHECK ((state = 'Deleting') = (header IS NULL)),
    CHECK ((state = 'Uploading') = (touched_on IS NOT NULL)),
    CHECK (state <> 'Complete' OR (video_received = video_size AND poster_received = poster_size AND card_received = card_size)),
    CHECK (video_received BETWEEN 0 AND video_size AND poster_received BETWEEN 0 AND poster_size AND card_received BETWEEN 0 AND card_size)
);
CREATE INDEX home_clip_day ON home_clip (home_id, camera_id, day, clip_id);
CREATE INDEX home_clip_end ON home_clip (state, keep_until);
CREATE INDEX home_clip_stopped ON home_clip (touched_on) WHERE state = 'Uploading';

-- A clip that an owner deleted, until the hub has deleted its own copy.
CREATE TABLE home_clip_gone (
    home_id TEXT NOT NULL REFERENCES home (id),
    clip_id TEXT NOT NULL,
    PRIMARY KEY (home_id, clip_id)
);
