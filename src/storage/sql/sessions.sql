-- The newest first. An empty parameter asks for nothing.
SELECT hash, account, created_at, seen_at, ends_at, client, agent
FROM sessions
WHERE ($1 = '' OR hash = $1) AND ($2 = '' OR account = $2)
ORDER BY created_at DESC, hash
