INSERT INTO papers (kind, name, version, updated_at, author, about, content)
VALUES ($1, $2, 1, $3, $4, $5, $6)
ON CONFLICT (kind, name) DO NOTHING
RETURNING version
