INSERT INTO stations (code, version, revision, created_at, updated_at, facts)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (code) DO UPDATE
SET version = excluded.version, revision = excluded.revision,
    updated_at = excluded.updated_at, facts = excluded.facts
