SELECT code, version, revision, created_at, updated_at, facts
FROM stations
WHERE code IN (VALUES ($1))
