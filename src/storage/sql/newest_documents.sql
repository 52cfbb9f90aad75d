-- What is told of every document as it is now, by name.
SELECT documents.name, documents.version, documents.revision, audit_log.at, audit_log.origin
FROM documents
JOIN audit_log ON audit_log.revision = documents.revision
ORDER BY documents.name
