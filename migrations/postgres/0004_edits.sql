-- What staff do: ledger files that wait to be looked at and applied, and what they decide about
-- reports. The same tables as in migrations/sqlite/0004_edits.sql.

-- An uploaded ledger file and the plan that was made of it. The same idempotency key of the same
-- account is the same upload. `summary` is JSON; `choice` tells which rows were left out when it
-- was applied, and `revision` is what it was applied as, 0 until then.
CREATE TABLE imports (
    id              TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    idempotency_key TEXT NOT NULL UNIQUE,
    digest          TEXT NOT NULL,
    account         TEXT NOT NULL,
    actor           TEXT NOT NULL,
    file            TEXT NOT NULL,
    created_at      BIGINT NOT NULL,
    noted_at        BIGINT NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('planning', 'ready', 'failed', 'applied', 'expired')),
    done            BIGINT NOT NULL CHECK (done >= 0),
    total           BIGINT NOT NULL CHECK (total >= 0),
    summary         TEXT NOT NULL,
    choice          TEXT NOT NULL,
    revision        BIGINT NOT NULL CHECK (revision >= 0)
);

-- What each row of the file would do. `expected` is the version that it was compared with, 0 for
-- a new station; `facts` is empty when there is nothing to write, or when it was written.
CREATE TABLE import_rows (
    import    TEXT COLLATE "C" NOT NULL REFERENCES imports (id),
    number    BIGINT NOT NULL CHECK (number > 0),
    state     TEXT NOT NULL,
    code      TEXT COLLATE "C" NOT NULL,
    sheet     TEXT NOT NULL,
    sheet_row BIGINT NOT NULL CHECK (sheet_row >= 0),
    content   TEXT NOT NULL,
    expected  BIGINT NOT NULL CHECK (expected >= 0),
    facts     TEXT NOT NULL,
    PRIMARY KEY (import, number)
);
CREATE INDEX import_rows_by_state ON import_rows (import, state, number);
CREATE INDEX import_rows_by_code ON import_rows (code, import);

-- When a station is merged into another, what was filed about it goes along. This is the station
-- that the sender named, when it is another one than `code`.
ALTER TABLE filings ADD COLUMN named TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX filings_by_named ON filings (named) WHERE named <> '';

-- When staff first looked at a report, who decided it and when; 0 and empty until then.
ALTER TABLE reports ADD COLUMN opened_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE reports ADD COLUMN decided_by TEXT NOT NULL DEFAULT '';
ALTER TABLE reports ADD COLUMN decided_at BIGINT NOT NULL DEFAULT 0;
