-- The district's other data can be changed: every version of each document, and which is now.
-- The same tables as in migrations/postgres/0009_documents.sql.

-- Every version. What it was before is the version before. `hashed` is 1 when the audit entry of
-- the revision binds it; 0 for what was loaded before documents had versions.
CREATE TABLE document_changes (
    name     TEXT NOT NULL,
    version  INTEGER NOT NULL CHECK (version > 0),
    revision INTEGER NOT NULL REFERENCES audit_log (revision),
    content  TEXT NOT NULL,
    hashed   INTEGER NOT NULL CHECK (hashed IN (0, 1)),
    PRIMARY KEY (name, version)
) STRICT;
CREATE UNIQUE INDEX document_changes_by_revision ON document_changes (revision, name);
INSERT INTO document_changes (name, version, revision, content, hashed)
SELECT name, 1, 1, content, 0 FROM documents;

ALTER TABLE documents ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0);
ALTER TABLE documents ADD COLUMN revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0);
CREATE INDEX documents_by_revision ON documents (revision);
