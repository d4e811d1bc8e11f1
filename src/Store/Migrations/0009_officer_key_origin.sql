-- Where an officer's key was made, what they call it, and when they showed that they hold its private half. A key made in a
-- browser is registered only with that proof; of a key file only the public half is ever sent.
ALTER TABLE officer_key ADD COLUMN name TEXT;
ALTER TABLE officer_key ADD COLUMN proved_at BIGINT;
ALTER TABLE officer_key ADD COLUMN made_in TEXT NOT NULL DEFAULT 'file'
    CHECK (made_in = 'file' OR (made_in = 'browser' AND proved_at IS NOT NULL));
