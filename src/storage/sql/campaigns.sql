-- Every round, newest first, or the one $1.
SELECT id, name, starts_on, due_on, scope, created_by, created_at, ended_at, version
FROM campaigns
WHERE ($1 = '' OR id = $1)
ORDER BY id DESC
