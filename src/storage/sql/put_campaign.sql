INSERT INTO campaigns
    (id, name, starts_on, due_on, scope, created_by, created_at, ended_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 1)
