SELECT revision, id, at, origin, changes, digest, previous_hash, hash
FROM audit_log
ORDER BY revision
