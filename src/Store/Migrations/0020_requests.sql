-- Community requests. What was put before the public is never edited: from sending on only the columns of later steps are written, and the document
-- that was published stands here word for word. No table here says anything of homes, cameras or answers.
CREATE TABLE community_request (
    id               TEXT   NOT NULL PRIMARY KEY,
    agency_id        TEXT   NOT NULL REFERENCES agency (id),
    author           TEXT   NOT NULL REFERENCES officer (id),
    corrects         TEXT   REFERENCES community_request (id),
    state            TEXT   NOT NULL CHECK (state IN ('Draft', 'Supervisor', 'Outside', 'Moderation', 'Published', 'Corrected', 'Resolved', 'Refused')),
    version          BIGINT NOT NULL CHECK (version >= 1),
    typed            TEXT   NOT NULL,
    begun_at         BIGINT NOT NULL,
    changed_at       BIGINT NOT NULL,
    case_key         TEXT,
    checked          TEXT,
    dwelling_minutes BIGINT CHECK (dwelling_minutes > 0),
    incident_at      BIGINT,
    outside_reasons  TEXT,
    sent_at          BIGINT,
    supervisor       TEXT   REFERENCES officer (id),
    approved_at      BIGINT,
    outside_approver TEXT,
    outside_at       BIGINT,
    moderator        TEXT,
    answered_at      BIGINT,
    until_at         BIGINT,
    refused_rule     TEXT,
    document         TEXT,
    outcome          TEXT CHECK (outcome IN ('solved', 'helped', 'not-helped', 'withdrawn', 'unfounded')),
    resolved_by      TEXT REFERENCES officer (id),
    resolved_at      BIGINT,
    CHECK (supervisor IS NULL OR supervisor <> author),
    CHECK (outside_approver IS NULL OR moderator IS NULL OR outside_approver <> moderator),
    CHECK (corrects IS NULL OR corrects <> id),
    CHECK ((state = 'Draft') = (sent_at IS NULL)),
    CHECK ((sent_at IS NULL) = (checked IS NULL)),
    CHECK ((sent_at IS NULL) = (case_key IS NULL)),
    CHECK ((sent_at IS NULL) = (dwelling_minutes IS NULL)),
    CHECK ((sent_at IS NULL) = (incident_at IS NULL)),
    CHECK ((approved_at IS NULL) = (supervisor IS NULL)),
    CHECK ((approved_at IS NULL) = (state IN ('Draft', 'Supervisor'))),
    CHECK ((outside_at IS NULL) = (outside_approver IS NULL)),
    CHECK (outside_reasons IS NULL OR outside_at IS NOT NULL OR state IN ('Draft', 'Supervisor', 'Outside')),
    CHECK ((answered_at IS NULL) = (document IS NULL)),
    CHECK ((answered_at IS NOT NULL) = (state IN ('Published', 'Corrected', 'Resolved', 'Refused'))),
    CHECK ((until_at IS NOT NULL) = (state IN ('Published', 'Corrected', 'Resolved'))),
    CHECK ((refused_rule IS NOT NULL) = (state = 'Refused')),
    CHECK (state NOT IN ('Published', 'Corrected', 'Resolved') OR moderator IS NOT NULL),
    CHECK ((outcome IS NOT NULL) = (state = 'Resolved')),
    CHECK ((outcome IS NULL) = (resolved_at IS NULL)),
    CHECK ((outcome IS NULL) = (resolved_by IS NULL))
);
CREATE INDEX community_request_agency ON community_request (agency_id, changed_at);
CREATE INDEX community_request_case ON community_request (agency_id, case_key);
CREATE INDEX community_request_state ON community_request (state, until_at);

CREATE TABLE request_event (
    seq        {identity},
    request_id TEXT   NOT NULL REFERENCES community_request (id),
    at         BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('Sent', 'Returned', 'Approved', 'Agreed', 'Published', 'Refused', 'Corrected', 'Resolved')),
    note       TEXT
);
CREATE INDEX request_event_request ON request_event (request_id, seq);

-- Who may approve what colleagues wrote. Added and ended, never taken away.
CREATE TABLE request_supervisor (
    officer_id TEXT   NOT NULL PRIMARY KEY REFERENCES officer (id),
    agency_id  TEXT   NOT NULL REFERENCES agency (id),
    named_at   BIGINT NOT NULL,
    named_by   TEXT   NOT NULL,
    ended_at   BIGINT,
    ended_by   TEXT,
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
