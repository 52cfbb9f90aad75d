INSERT INTO documents (name, content)
VALUES ($1, $2)
ON CONFLICT (name) DO UPDATE SET content = excluded.content
