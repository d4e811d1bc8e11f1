-- Sealed files that are small. A file of its own each costs a flush and an inode; a row is durable with the act it belongs to.
CREATE TABLE small_blob (
    id    TEXT    NOT NULL PRIMARY KEY,
    bytes {bytes} NOT NULL
);
