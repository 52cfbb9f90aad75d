-- Imports before $1 (empty: the newest), or the one $2 (empty: any), newest first.
SELECT id, account, actor, file, created_at, noted_at, state, done, total, summary, choice, revision
FROM imports
WHERE ($1 = '' OR id < $1)
  AND ($2 = '' OR id = $2)
ORDER BY id DESC
LIMIT $3
