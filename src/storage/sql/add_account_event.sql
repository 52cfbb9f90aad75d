INSERT INTO account_log (number, id, at, event, previous_hash, hash)
VALUES ($1, $2, $3, $4, $5, $6)
