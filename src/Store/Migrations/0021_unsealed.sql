-- Withheld register leaves that were opened in public after their report; each once. The fact in the record binds the file.
CREATE TABLE unsealed_leaf (
    demand_id TEXT   NOT NULL PRIMARY KEY REFERENCES demand (id),
    file      BIGINT NOT NULL,
    entry_seq BIGINT NOT NULL REFERENCES record_entry (seq),
    at        BIGINT NOT NULL
);
