INSERT INTO accounts (
    id, name, facts, password, totp_key, totp_step, version, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (id) DO UPDATE
SET facts = excluded.facts, password = excluded.password, totp_key = excluded.totp_key,
    totp_step = excluded.totp_step, version = excluded.version, updated_at = excluded.updated_at
