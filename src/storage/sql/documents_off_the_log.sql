-- The documents that are not what their last logged version says, whichever side is missing.
SELECT documents.name AS name
FROM documents
LEFT JOIN document_changes AS logged
    ON logged.name = documents.name AND logged.version = documents.version
    AND logged.revision = documents.revision AND logged.content = documents.content
WHERE logged.name IS NULL
UNION
SELECT logged.name AS name
FROM document_changes AS logged
LEFT JOIN documents ON documents.name = logged.name AND documents.version >= logged.version
WHERE documents.name IS NULL
ORDER BY name
