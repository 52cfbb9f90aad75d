-- By name. An empty parameter asks for nothing.
SELECT id, facts, version, created_at, updated_at, password, totp_key, totp_step
FROM accounts
WHERE ($1 = '' OR id = $1) AND ($2 = '' OR name = $2)
ORDER BY name
