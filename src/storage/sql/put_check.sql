-- No row comes back when the key was used before.
INSERT INTO checks
    (id, idempotency_key, digest, code, account, actor, seen_at, filed_at, found, content)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING id
