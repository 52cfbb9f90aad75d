DELETE FROM papers
WHERE kind = $1 AND name = $2 AND version = $3
RETURNING version
