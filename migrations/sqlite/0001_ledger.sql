-- The ledger: what every station is now, every version it ever had, and who wrote it.
-- Numbers are 64 bits; times are milliseconds since 1970-01-01 UTC; facts are JSON text.
-- The same tables as in migrations/postgres/0001_ledger.sql.

-- One row: the newest revision, and the lock that writers queue at. 0 is a store never loaded.
CREATE TABLE ledger_state (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    revision INTEGER NOT NULL CHECK (revision >= 0)
) STRICT;
INSERT INTO ledger_state (only_row, revision) VALUES (1, 0);

-- Who wrote a revision, why, and a hash over it and over the entry before it.
CREATE TABLE audit_log (
    revision      INTEGER NOT NULL PRIMARY KEY CHECK (revision > 0),
    id            TEXT NOT NULL UNIQUE,
    at            INTEGER NOT NULL,
    origin        TEXT NOT NULL,
    changes       INTEGER NOT NULL CHECK (changes >= 0),
    digest        TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL
) STRICT;

-- Every version of every station. What it was before is the version before.
CREATE TABLE station_changes (
    code     TEXT NOT NULL,
    version  INTEGER NOT NULL CHECK (version > 0),
    revision INTEGER NOT NULL REFERENCES audit_log (revision),
    facts    TEXT NOT NULL,
    PRIMARY KEY (code, version)
) STRICT;
CREATE UNIQUE INDEX station_changes_by_revision ON station_changes (revision, code);

-- What every station is now.
CREATE TABLE stations (
    code       TEXT NOT NULL PRIMARY KEY,
    version    INTEGER NOT NULL CHECK (version > 0),
    revision   INTEGER NOT NULL CHECK (revision > 0),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    facts      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The district's other data, as the texts of the files they came from.
CREATE TABLE documents (
    name    TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
) STRICT;
