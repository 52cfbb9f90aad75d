-- Personal data that were erased on request. What is left of a report says when.
-- The same tables as in migrations/postgres/0008_erasures.sql.
ALTER TABLE reports ADD COLUMN erased_at INTEGER NOT NULL DEFAULT 0;

-- Entries of the two logs in which a name was put out. Their hashes stay what they were, so that
-- the chains hold; `digest` is the hash of the entry as it reads since. `erasure` is the entry of
-- the account log that tells of it and holds a hash over all of its rows here.
CREATE TABLE erased_entries (
    erasure TEXT NOT NULL,
    log     TEXT NOT NULL CHECK (log IN ('audit', 'accounts')),
    entry   INTEGER NOT NULL CHECK (entry > 0),
    digest  TEXT NOT NULL,
    PRIMARY KEY (erasure, log, entry)
) STRICT, WITHOUT ROWID;
