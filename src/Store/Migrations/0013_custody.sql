-- A clip of a provider-held camera: its key, sealed to the vault for the owner's account and the clip's day. It goes with the clip's own header.
ALTER TABLE home_clip ADD COLUMN record_id TEXT;
ALTER TABLE home_clip ADD COLUMN record_header {bytes} CHECK ((record_header IS NULL) = (record_id IS NULL));
ALTER TABLE home_clip ADD COLUMN record_body {bytes} CHECK ((record_body IS NULL) = (record_id IS NULL) AND (record_id IS NULL OR state <> 'Deleting'));
CREATE UNIQUE INDEX home_clip_record ON home_clip (record_id) WHERE record_id IS NOT NULL;
