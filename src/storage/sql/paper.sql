SELECT name, version, updated_at, author, about, content
FROM papers
WHERE kind = $1 AND name = $2
