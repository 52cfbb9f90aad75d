-- No row comes back when there is no such token, or it was revoked before.
UPDATE api_tokens SET revoked_at = $3
WHERE id = $1 AND account = $2 AND revoked_at = 0
RETURNING name
