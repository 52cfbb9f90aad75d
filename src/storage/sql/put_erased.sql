INSERT INTO erased_entries (erasure, log, entry, digest)
VALUES ($1, $2, $3, $4)
