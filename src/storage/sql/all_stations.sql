SELECT code, version, revision, created_at, updated_at, facts FROM stations ORDER BY code
