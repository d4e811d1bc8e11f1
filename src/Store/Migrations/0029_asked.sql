-- Region files are looked at again at each beat while a request has days left, whether or not anything was published since. Each look owes the next; here is the first.
INSERT INTO job (kind, subject, due_at, attempts) SELECT 'request-regions', 'first', 0, 0 WHERE EXISTS (SELECT 1 FROM community_request WHERE state = 'Published');
