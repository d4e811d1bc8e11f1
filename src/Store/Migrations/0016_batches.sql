-- Schedules by which leaves go out in batches and epochs: the entry of each one's fact, and when it begins.
CREATE TABLE record_schedule (
    entry_seq BIGINT NOT NULL PRIMARY KEY REFERENCES record_entry (seq),
    from_at   BIGINT NOT NULL UNIQUE
);

-- A leaf that waits, or waited. Its bytes lie in record_entry under the negative of its number, where the log never takes them from: with its
-- batch they are written once more, under a seq of the log's. When it came is kept of register leaves only.
CREATE TABLE record_waiting (
    number {identity},
    kind   TEXT   NOT NULL CHECK (kind IN ('Register', 'Authorisation')),
    came   BIGINT CHECK ((came IS NOT NULL) = (kind = 'Register')),
    UNIQUE (number, kind)
);

-- A batch, or an epoch, that is out. Closes: what came in before then could be in it.
CREATE TABLE record_batch (
    kind   TEXT    NOT NULL CHECK (kind IN ('Register', 'Authorisation')),
    due    BIGINT  NOT NULL,
    closes BIGINT  NOT NULL CHECK (closes <= due),
    size   INTEGER NOT NULL CHECK (size > 0),
    PRIMARY KEY (kind, due),
    UNIQUE (kind, closes),
    UNIQUE (kind, due, size)
);

-- What stands at each of its places: a leaf that waited, or a dummy with what opens it. A place is written once, and so is a leaf.
CREATE TABLE record_slot (
    kind      TEXT    NOT NULL,
    due       BIGINT  NOT NULL,
    place     INTEGER NOT NULL,
    size      INTEGER NOT NULL,
    entry_seq BIGINT  NOT NULL UNIQUE REFERENCES record_entry (seq),
    leaf_hash {bytes} NOT NULL UNIQUE,
    waiting   BIGINT  UNIQUE,
    dummy     {bytes},
    PRIMARY KEY (kind, due, place),
    FOREIGN KEY (kind, due, size) REFERENCES record_batch (kind, due, size),
    FOREIGN KEY (waiting, kind) REFERENCES record_waiting (number, kind),
    CHECK (place >= 0 AND place < size),
    CHECK (entry_seq > 0),
    CHECK ((waiting IS NULL) = (dummy IS NOT NULL))
);
CREATE INDEX record_slot_entry ON record_slot (kind, entry_seq);
CREATE INDEX record_slot_waiting ON record_slot (kind, waiting);
