INSERT INTO api_tokens (
    id, hash, account, name, prefix, scopes, created_at, expires_at, used_at, revoked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0)
