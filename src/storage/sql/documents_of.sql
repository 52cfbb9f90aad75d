-- The documents that revision $1 wrote.
SELECT now.name, now.version, now.revision, audit_log.at, audit_log.origin
FROM document_changes AS now
JOIN audit_log ON audit_log.revision = now.revision
WHERE now.revision = $1
ORDER BY now.name
