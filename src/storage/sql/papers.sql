SELECT name, version, updated_at, author, about
FROM papers
WHERE kind = $1
ORDER BY name
