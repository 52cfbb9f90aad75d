-- Every version of document $1, newest first.
SELECT now.name, now.version, now.revision, audit_log.at, audit_log.origin
FROM document_changes AS now
JOIN audit_log ON audit_log.revision = now.revision
WHERE now.name = $1
ORDER BY now.version DESC
