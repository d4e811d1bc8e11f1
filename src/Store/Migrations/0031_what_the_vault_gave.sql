-- What vaults said, under their own keys, that they gave. Two of one number are both kept: a vault that was an older copy of itself numbers anew.
CREATE TABLE vault_given (
    vault  TEXT   NOT NULL,
    number BIGINT NOT NULL CHECK (number > 0),
    note   TEXT   NOT NULL,
    PRIMARY KEY (vault, number, note)
);

-- And how many there were when it was asked last, how much of the log it knew, and the key of its statements, by its own word.
CREATE TABLE vault_given_until (
    vault  TEXT   NOT NULL PRIMARY KEY,
    signer TEXT   NOT NULL,
    number BIGINT NOT NULL CHECK (number >= 0),
    size   BIGINT NOT NULL CHECK (size >= 0),
    note   TEXT   NOT NULL
);
