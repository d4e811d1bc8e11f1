-- What is published of a quarter, word for word. The key is the promise that noise is drawn once: a second file of a kind for a quarter cannot be kept. The numbers that the
-- noise was put on stand nowhere.
CREATE TABLE oversight_file (
    kind         TEXT   NOT NULL CHECK (kind IN ('Grants', 'Equity', 'Pressure')),
    quarter      TEXT   NOT NULL CHECK (length(quarter) = 7),
    path         TEXT   NOT NULL UNIQUE,
    document     TEXT   NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (kind, quarter)
);

-- Somebody says that an agency pressed them. Nothing here says who: no account, no address, and of the time the day alone. The words are sealed, and go when their time is over.
CREATE TABLE pressure_report (
    id          TEXT   NOT NULL PRIMARY KEY,
    agency_id   TEXT   NOT NULL REFERENCES agency (id),
    month       TEXT   NOT NULL CHECK (length(month) = 7),
    what        TEXT   NOT NULL CHECK (what IN ('asked-again', 'had-to', 'consequences', 'at-home', 'through-others', 'other')),
    filed_on    BIGINT NOT NULL CHECK (filed_on % 864000000000 = 0),
    words       {bytes}
);
CREATE INDEX pressure_report_agency ON pressure_report (agency_id, filed_on);
CREATE INDEX pressure_report_day ON pressure_report (filed_on);
