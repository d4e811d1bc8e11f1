-- The review team's work around a case. Rows are added; only an answer, a draft and the count of looks are written again.
CREATE TABLE demand_assignment (
    seq       {identity},
    demand_id TEXT   NOT NULL REFERENCES demand (id),
    at        BIGINT NOT NULL,
    actor     TEXT   NOT NULL,
    assignee  TEXT
);
CREATE INDEX demand_assignment_demand ON demand_assignment (demand_id, seq);

-- A decision being prepared, one a reviewer and demand, as it was typed.
CREATE TABLE decision_draft (
    demand_id TEXT   NOT NULL REFERENCES demand (id),
    reviewer  TEXT   NOT NULL,
    seen      TEXT   NOT NULL,
    items     TEXT   NOT NULL,
    saved_at  BIGINT NOT NULL,
    PRIMARY KEY (demand_id, reviewer)
);

CREATE TABLE demand_note (
    id        TEXT   NOT NULL PRIMARY KEY,
    demand_id TEXT   NOT NULL REFERENCES demand (id),
    at        BIGINT NOT NULL,
    author    TEXT   NOT NULL,
    text      TEXT   NOT NULL CHECK (text <> '')
);
CREATE INDEX demand_note_demand ON demand_note (demand_id, at);

CREATE TABLE demand_question (
    id          TEXT   NOT NULL PRIMARY KEY,
    demand_id   TEXT   NOT NULL REFERENCES demand (id),
    asked_at    BIGINT NOT NULL,
    asked_by    TEXT   NOT NULL,
    text        TEXT   NOT NULL CHECK (text <> ''),
    answered_at BIGINT,
    answered_by TEXT,
    answer      TEXT,
    CHECK ((answered_at IS NULL) = (answer IS NULL)),
    CHECK ((answered_at IS NULL) = (answered_by IS NULL))
);
CREATE INDEX demand_question_demand ON demand_question (demand_id, asked_at);

-- Who looked at what. Looks of one person within ten minutes are one row that counts them.
CREATE TABLE demand_look (
    seq       {identity},
    demand_id TEXT    NOT NULL REFERENCES demand (id),
    person    TEXT    NOT NULL,
    what      TEXT    NOT NULL CHECK (what IN ('Case', 'File', 'Approval')),
    first_at  BIGINT  NOT NULL,
    last_at   BIGINT  NOT NULL,
    times     INTEGER NOT NULL CHECK (times >= 1),
    CHECK (last_at >= first_at)
);
CREATE INDEX demand_look_demand ON demand_look (demand_id, person, what, first_at);

-- By these, related demands are found.
CREATE INDEX demand_item_identifier ON demand_item (identifier_value, identifier_kind);
CREATE INDEX demand_file_hash ON demand (file_sha256);
CREATE INDEX demand_agency_reference ON demand (agency_id, agency_reference);
CREATE INDEX demand_closed ON demand (closed_at);

-- What happened to an agency, each time it did: a later verification takes nothing from an earlier one.
CREATE TABLE agency_event (
    seq       {identity},
    agency_id TEXT   NOT NULL REFERENCES agency (id),
    at        BIGINT NOT NULL,
    actor     TEXT   NOT NULL,
    kind      TEXT   NOT NULL CHECK (kind IN ('Enrolled', 'Verified', 'Suspended')),
    how       TEXT,
    source    TEXT,
    evidence  TEXT,
    reason    TEXT,
    CHECK ((kind = 'Verified') = (how IS NOT NULL)),
    CHECK ((kind = 'Verified') = (evidence IS NOT NULL)),
    CHECK ((kind = 'Suspended') = (reason IS NOT NULL)),
    CHECK (source IS NULL OR kind = 'Verified')
);
CREATE INDEX agency_event_agency ON agency_event (agency_id, seq);

INSERT INTO agency_event (agency_id, at, actor, kind)
    SELECT id, enrolled_at, enrolled_by, 'Enrolled' FROM agency ORDER BY enrolled_at;
INSERT INTO agency_event (agency_id, at, actor, kind, how, evidence)
    SELECT id, verified_at, verified_by, 'Verified', verified_how, verified_evidence FROM agency WHERE verified_at IS NOT NULL ORDER BY verified_at;
