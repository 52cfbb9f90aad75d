-- The newest first. An empty parameter asks for nothing.
SELECT id, account, name, prefix, scopes, created_at, expires_at, used_at, revoked_at
FROM api_tokens
WHERE ($1 = '' OR hash = $1) AND ($2 = '' OR account = $2)
ORDER BY id DESC
