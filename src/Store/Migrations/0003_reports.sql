-- Every report ever published, version by version; the fact in the record binds the bytes.
CREATE TABLE published_report (
    period      TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    path        TEXT    NOT NULL,
    sha256      TEXT    NOT NULL,
    provisional BOOLEAN NOT NULL,
    replay      BOOLEAN NOT NULL,
    entry_seq   BIGINT  NOT NULL REFERENCES record_entry (seq),
    at          BIGINT  NOT NULL,
    PRIMARY KEY (period, version)
);
