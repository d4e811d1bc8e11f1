-- What reviewer and approver signed of a demand as it is decided now; signed again, the later one takes the place of the former.
CREATE TABLE gate_approval (
    demand_id TEXT    NOT NULL REFERENCES demand (id),
    role      TEXT    NOT NULL CHECK (role IN ('reviewer', 'approver')),
    person    TEXT    NOT NULL CHECK (length(person) > 0),
    key       TEXT    NOT NULL CHECK (length(key) = 64),
    signed    {bytes} NOT NULL,
    until     BIGINT  NOT NULL,
    signed_at BIGINT  NOT NULL,
    PRIMARY KEY (demand_id, role),
    CHECK (until > signed_at)
);

-- What the vault is shown for one authorisation, and the evidence of it from then on.
CREATE TABLE gate_authorisation_approval (
    authorisation_id TEXT    NOT NULL REFERENCES gate_authorisation (id),
    role             TEXT    NOT NULL CHECK (role IN ('reviewer', 'approver')),
    person           TEXT    NOT NULL CHECK (length(person) > 0),
    key              TEXT    NOT NULL CHECK (length(key) = 64),
    signed           {bytes} NOT NULL,
    signed_at        BIGINT  NOT NULL,
    PRIMARY KEY (authorisation_id, role)
);
