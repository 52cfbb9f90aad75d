-- Verification (核验): visits to stations, and the rounds that ask for them.
-- Nothing here raises the ledger's revision by itself: what a visit corrects does.
-- The same tables as in migrations/postgres/0005_verification.sql.

-- A visit. The same idempotency key is the same visit, however often it arrives. `content` is
-- JSON: what was confirmed and corrected, where the visitor stood, a note.
CREATE TABLE checks (
    id              TEXT NOT NULL PRIMARY KEY,
    idempotency_key TEXT NOT NULL UNIQUE,
    digest          TEXT NOT NULL,
    code            TEXT NOT NULL REFERENCES stations (code),
    account         TEXT NOT NULL,
    actor           TEXT NOT NULL,
    seen_at         INTEGER NOT NULL,
    filed_at        INTEGER NOT NULL,
    found           TEXT NOT NULL CHECK (found IN ('as_told', 'corrected', 'not_there')),
    content         TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX checks_by_station ON checks (code, seen_at);

-- A round. Days are text, e.g. 2026-12-31; `scope` is JSON; `ended_at` is 0 until it is ended.
CREATE TABLE campaigns (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    starts_on  TEXT NOT NULL,
    due_on     TEXT NOT NULL,
    scope      TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL,
    version    INTEGER NOT NULL CHECK (version > 0)
) STRICT, WITHOUT ROWID;

-- What a round asks for: a station, of an account (empty: of anybody who may), and the visit
-- with which it was done (empty until then).
CREATE TABLE tasks (
    campaign TEXT NOT NULL REFERENCES campaigns (id),
    code     TEXT NOT NULL REFERENCES stations (code),
    account  TEXT NOT NULL,
    visit    TEXT NOT NULL,
    done_at  INTEGER NOT NULL,
    PRIMARY KEY (campaign, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_by_station ON tasks (code, visit);
