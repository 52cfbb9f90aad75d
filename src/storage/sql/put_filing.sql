-- No row comes back when the key was used before.
INSERT INTO filings (id, idempotency_key, receipt, kind, code, filed_at, seen_at, digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (idempotency_key) DO NOTHING
RETURNING id
