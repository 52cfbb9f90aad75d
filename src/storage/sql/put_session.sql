INSERT INTO sessions (hash, account, created_at, seen_at, ends_at, client, agent)
VALUES ($1, $2, $3, $4, $5, $6, $7)
