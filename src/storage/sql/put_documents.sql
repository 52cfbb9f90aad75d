INSERT INTO documents (name, version, revision, content)
VALUES ($1, $2, $3, $4)
ON CONFLICT (name) DO UPDATE
SET version = excluded.version, revision = excluded.revision, content = excluded.content
