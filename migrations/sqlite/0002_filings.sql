-- What the public sends: reports (纠错) and confirmations (还在营业), each once, with a receipt.
-- Nothing here raises the ledger's revision: only what staff make of a report does.
-- The same tables as in migrations/postgres/0002_filings.sql.

-- The envelope of each. The same idempotency key is the same filing, however often it arrives.
CREATE TABLE filings (
    id              TEXT NOT NULL PRIMARY KEY,
    idempotency_key TEXT NOT NULL UNIQUE,
    receipt         TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL CHECK (kind IN ('report', 'confirmation')),
    code            TEXT NOT NULL REFERENCES stations (code),
    filed_at        INTEGER NOT NULL,
    seen_at         INTEGER NOT NULL,
    digest          TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX filings_by_station ON filings (kind, code, seen_at);

-- What reports say, and what became of them.
CREATE TABLE reports (
    id          TEXT NOT NULL PRIMARY KEY REFERENCES filings (id),
    problem     TEXT NOT NULL,
    content     TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('new', 'accepted', 'rejected', 'merged')),
    reason      TEXT NOT NULL,
    merged_into TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reports_by_state ON reports (state, id);

-- Photos of reports: JPEG, scaled and stripped. The large column is the last one.
CREATE TABLE photos (
    report    TEXT NOT NULL PRIMARY KEY REFERENCES reports (id),
    width_px  INTEGER NOT NULL CHECK (width_px > 0),
    height_px INTEGER NOT NULL CHECK (height_px > 0),
    jpeg      BLOB NOT NULL
) STRICT;
