-- What planners keep by name: layers of demand and scenarios. Nothing here raises the ledger's
-- revision.
-- The same table as in migrations/postgres/0006_papers.sql.

-- About is a short JSON text for lists; the content is the file as it was given, or JSON. The
-- large column is the last one.
CREATE TABLE papers (
    kind       TEXT NOT NULL CHECK (kind IN ('demand', 'scenario')),
    name       TEXT NOT NULL,
    version    INTEGER NOT NULL CHECK (version > 0),
    updated_at INTEGER NOT NULL,
    author     TEXT NOT NULL,
    about      TEXT NOT NULL,
    content    BLOB NOT NULL,
    PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
