-- Entries with the text $1 in their origin.
SELECT revision, id, at, origin, changes, digest, previous_hash, hash
FROM audit_log
WHERE REPLACE(origin, $1, '') <> origin
ORDER BY revision
