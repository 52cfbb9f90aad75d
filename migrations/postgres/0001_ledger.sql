-- The ledger: what every station is now, every version it ever had, and who wrote it.
-- Numbers are 64 bits; times are milliseconds since 1970-01-01 UTC; facts are JSON text, kept
-- to the byte because the audit chain is computed over it. Codes sort by byte, as in Rust.
-- The same tables as in migrations/sqlite/0001_ledger.sql.

-- One row: the newest revision, and the lock that writers queue at. 0 is a store never loaded.
CREATE TABLE ledger_state (
    only_row BIGINT NOT NULL PRIMARY KEY CHECK (only_row = 1),
    revision BIGINT NOT NULL CHECK (revision >= 0)
);
INSERT INTO ledger_state (only_row, revision) VALUES (1, 0);

-- Who wrote a revision, why, and a hash over it and over the entry before it.
CREATE TABLE audit_log (
    revision      BIGINT NOT NULL PRIMARY KEY CHECK (revision > 0),
    id            TEXT NOT NULL UNIQUE,
    at            BIGINT NOT NULL,
    origin        TEXT NOT NULL,
    changes       BIGINT NOT NULL CHECK (changes >= 0),
    digest        TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL
);

-- Every version of every station. What it was before is the version before.
CREATE TABLE station_changes (
    code     TEXT COLLATE "C" NOT NULL,
    version  BIGINT NOT NULL CHECK (version > 0),
    revision BIGINT NOT NULL REFERENCES audit_log (revision),
    facts    TEXT NOT NULL,
    PRIMARY KEY (code, version)
);
CREATE UNIQUE INDEX station_changes_by_revision ON station_changes (revision, code);

-- What every station is now.
CREATE TABLE stations (
    code       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version    BIGINT NOT NULL CHECK (version > 0),
    revision   BIGINT NOT NULL CHECK (revision > 0),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    facts      TEXT NOT NULL
);

-- The district's other data, as the texts of the files they came from.
CREATE TABLE documents (
    name    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);
