SELECT id, digest FROM imports WHERE idempotency_key = $1
