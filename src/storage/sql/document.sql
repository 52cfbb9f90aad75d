-- Version $2 of document $1.
SELECT now.name, now.version, now.revision, audit_log.at, audit_log.origin, now.content
FROM document_changes AS now
JOIN audit_log ON audit_log.revision = now.revision
WHERE now.name = $1 AND now.version = $2
