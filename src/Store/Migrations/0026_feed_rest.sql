-- The one appeal of a comment's author: a moderator decides it who did not refuse the comment. Goes with the comment.
CREATE TABLE feed_comment_appeal (
    comment_id TEXT   NOT NULL PRIMARY KEY REFERENCES feed_comment (id),
    text       TEXT   NOT NULL CHECK (text <> ''),
    at         BIGINT NOT NULL,
    refused_by TEXT   NOT NULL,
    decided_by TEXT,
    decided_at BIGINT,
    CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
    CHECK (decided_by IS NULL OR decided_by <> refused_by)
);
CREATE INDEX feed_comment_appeal_decided ON feed_comment_appeal (decided_at, at);

-- Where an officer wants to hear that something lies in the evidence room. Sealed; theirs to set and to take away.
CREATE TABLE officer_mail (
    officer_id TEXT    NOT NULL PRIMARY KEY REFERENCES officer (id),
    sealed     {bytes} NOT NULL,
    at         BIGINT  NOT NULL
);

-- Owners who want no mails about what officers do with what they gave; it stands on their page all the same.
CREATE TABLE grant_mail_off (
    account_id TEXT   NOT NULL PRIMARY KEY REFERENCES account (id),
    at         BIGINT NOT NULL
);
