-- Pages at home. arrival: in which order the hub offered its clips, which the server saw anyway. pins: tells the hub to ask which clips are kept for good.
ALTER TABLE home ADD COLUMN pins BIGINT NOT NULL DEFAULT 0 CHECK (pins >= 0);
ALTER TABLE home ADD COLUMN arrivals BIGINT NOT NULL DEFAULT 0 CHECK (arrivals >= 0);
ALTER TABLE home_clip ADD COLUMN arrival BIGINT NOT NULL DEFAULT 0 CHECK (arrival >= 0);
UPDATE home_clip SET arrival = (SELECT COUNT(*) FROM home_clip o WHERE o.home_id = home_clip.home_id
    AND (o.day < home_clip.day OR (o.day = home_clip.day AND o.clip_id <= home_clip.clip_id)));
UPDATE home SET arrivals = clips;
CREATE UNIQUE INDEX home_clip_arrival ON home_clip (home_id, arrival);
CREATE INDEX home_clip_newest ON home_clip (home_id, camera_id, day, arrival);

-- The profile is brought to the hub as settings are: the newest one counts as the newest change.
UPDATE home SET changes = changes + 1 WHERE EXISTS (SELECT 1 FROM home_box b WHERE b.home_id = home.id AND b.purpose = 'profile');
UPDATE home_box SET change = (SELECT h.changes FROM home h WHERE h.id = home_box.home_id) WHERE purpose = 'profile';
