UPDATE papers
SET version = version + 1, updated_at = $3, author = $4, about = $5, content = $6
WHERE kind = $1 AND name = $2 AND version = $7
RETURNING version
