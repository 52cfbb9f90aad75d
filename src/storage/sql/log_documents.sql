INSERT INTO document_changes (name, version, revision, content, hashed)
VALUES ($1, $2, $3, $4, $5)
