-- Withheld leaves wait beside the others, in a queue and with places of their own: else one that was carried over would tell how many of the others there were.
ALTER TABLE record_waiting ADD COLUMN withheld BOOLEAN NOT NULL DEFAULT FALSE CHECK (NOT withheld OR kind = 'Register');
UPDATE record_waiting SET withheld = TRUE WHERE kind = 'Register' AND number IN (SELECT -register_seq FROM demand WHERE gag AND register_seq < 0);
CREATE INDEX record_waiting_lane ON record_waiting (kind, withheld, number);
