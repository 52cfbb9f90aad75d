-- No row comes back when the key was used before.
INSERT INTO imports
    (id, idempotency_key, digest, account, actor, file, created_at, noted_at,
     state, done, total, summary, choice, revision)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 'planning', 0, 0, '', '', 0)
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING id
