-- Authorisations wait in lanes too: in one queue whoever put in as many as an epoch holds saw how many of others' were in it. What withheld said, lane says from here on.
ALTER TABLE record_waiting ADD COLUMN lane TEXT NOT NULL DEFAULT 'Open' CHECK (lane IN ('Open', 'Withheld') OR (lane = 'Own' AND kind = 'Authorisation'));
UPDATE record_waiting SET lane = 'Withheld' WHERE withheld OR number IN (
    SELECT -a.entry_seq FROM gate_authorisation a JOIN demand d ON d.id = a.demand_id
    WHERE a.entry_seq < 0 AND (d.gag OR EXISTS (SELECT 1 FROM record_waiting w WHERE w.withheld AND w.number = -d.register_seq)));
UPDATE record_waiting SET lane = 'Own' WHERE kind = 'Authorisation' AND number NOT IN (SELECT -entry_seq FROM gate_authorisation);
CREATE INDEX record_waiting_by_lane ON record_waiting (kind, lane, number);
