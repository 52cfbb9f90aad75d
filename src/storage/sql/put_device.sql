INSERT INTO devices (hash, account, ends_at)
VALUES ($1, $2, $3)
ON CONFLICT (hash) DO UPDATE SET account = excluded.account, ends_at = excluded.ends_at
