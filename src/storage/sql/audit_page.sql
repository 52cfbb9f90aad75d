-- Audit entries before revision $1, newest first: about station $2, made from $3 to before $4,
-- with an origin like $5 and like $6. An empty text asks for nothing.
SELECT revision, id, at, origin, changes, hash
FROM audit_log
WHERE revision < $1
  AND ($2 = '' OR revision IN (SELECT revision FROM station_changes WHERE code = $2))
  AND at >= $3 AND at < $4
  AND ($5 = '' OR LOWER(origin) LIKE LOWER($5) ESCAPE '!')
  AND ($6 = '' OR LOWER(origin) LIKE LOWER($6) ESCAPE '!')
ORDER BY revision DESC
LIMIT $7
