SELECT
    now.revision, now.code, now.version, audit_log.at, COALESCE(was.facts, ''), now.facts,
    audit_log.origin
FROM station_changes AS now
JOIN audit_log ON audit_log.revision = now.revision
LEFT JOIN station_changes AS was ON was.code = now.code AND was.version = now.version - 1
WHERE now.code = $1
ORDER BY now.version
