INSERT INTO station_changes (code, version, revision, facts) VALUES ($1, $2, $3, $4)
