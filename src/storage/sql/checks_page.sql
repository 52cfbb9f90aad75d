-- Visits before $1, newest first; of station $2; the one $3; the one with key $4. An empty
-- parameter asks for nothing.
SELECT id, idempotency_key, digest, code, account, actor, seen_at, filed_at, found, content
FROM checks
WHERE ($1 = '' OR id < $1)
  AND ($2 = '' OR code = $2)
  AND ($3 = '' OR id = $3)
  AND ($4 = '' OR idempotency_key = $4)
ORDER BY id DESC
LIMIT $5
