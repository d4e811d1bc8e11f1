-- What an agency calls its officers, when they were let in and last here (a day in UTC, and no finer), and who may not come any more and why. Nobody is deleted.
ALTER TABLE officer ADD COLUMN name TEXT CHECK (name <> '');
ALTER TABLE officer ADD COLUMN let_in_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE officer ADD COLUMN seen_at BIGINT CHECK (seen_at % 864000000000 = 0);
ALTER TABLE officer ADD COLUMN off_at BIGINT;
ALTER TABLE officer ADD COLUMN off_by TEXT CHECK ((off_at IS NULL) = (off_by IS NULL));
ALTER TABLE officer ADD COLUMN off_why TEXT CHECK (off_why IN ('Ended', 'Idle')) CHECK ((off_at IS NULL) = (off_why IS NULL));

-- From before: what is known of their being here, and who was ended.
UPDATE officer SET let_in_at = enrolled_at;
UPDATE officer SET let_in_at = (SELECT MAX(t.issued_at) FROM access_token t WHERE t.subject = officer.id)
    WHERE EXISTS (SELECT 1 FROM access_token t WHERE t.subject = officer.id AND t.issued_at > officer.let_in_at);
UPDATE officer SET let_in_at = (SELECT MAX(i.made_at) FROM person_invitation i WHERE i.subject = officer.id)
    WHERE EXISTS (SELECT 1 FROM person_invitation i WHERE i.subject = officer.id AND i.made_at > officer.let_in_at);
UPDATE officer SET seen_at = (SELECT MAX(p.last_used_at) - MAX(p.last_used_at) % 864000000000 FROM person_passkey p WHERE p.subject = officer.id);
UPDATE officer SET seen_at = (SELECT MAX(s.seen_at) - MAX(s.seen_at) % 864000000000 FROM person_session s WHERE s.subject = officer.id)
    WHERE EXISTS (SELECT 1 FROM person_session s WHERE s.subject = officer.id AND s.seen_at > COALESCE(officer.seen_at, 0));
UPDATE officer SET off_why = 'Ended', off_at = (SELECT p.ended_at FROM person p WHERE p.subject = officer.id), off_by = (SELECT p.ended_by FROM person p WHERE p.subject = officer.id)
    WHERE EXISTS (SELECT 1 FROM person p WHERE p.subject = officer.id AND p.ended_at IS NOT NULL);
INSERT INTO job (kind, subject, due_at, attempts) SELECT 'officer-idle', id, 0, 0 FROM officer;
