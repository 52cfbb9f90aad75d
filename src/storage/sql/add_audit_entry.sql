INSERT INTO audit_log (revision, id, at, origin, changes, digest, previous_hash, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
