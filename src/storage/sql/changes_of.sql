-- Changes of revision $1 from code $2 on.
SELECT
    now.revision, now.code, now.version, audit_log.at, COALESCE(was.facts, ''), now.facts,
    audit_log.origin
FROM station_changes AS now
JOIN audit_log ON audit_log.revision = now.revision
LEFT JOIN station_changes AS was ON was.code = now.code AND was.version = now.version - 1
WHERE now.revision = $1 AND now.code >= $2
ORDER BY now.code
LIMIT $3
