-- What planners keep by name: layers of demand and scenarios. Nothing here raises the ledger's
-- revision.
-- The same table as in migrations/sqlite/0006_papers.sql.

-- About is a short JSON text for lists; the content is the file as it was given, or JSON. The
-- large column is the last one.
CREATE TABLE papers (
    kind       TEXT NOT NULL CHECK (kind IN ('demand', 'scenario')),
    name       TEXT COLLATE "C" NOT NULL,
    version    BIGINT NOT NULL CHECK (version > 0),
    updated_at BIGINT NOT NULL,
    author     TEXT NOT NULL,
    about      TEXT NOT NULL,
    content    BYTEA NOT NULL,
    PRIMARY KEY (kind, name)
);
