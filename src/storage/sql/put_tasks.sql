INSERT INTO tasks (campaign, code, account, visit, done_at)
VALUES ($1, $2, $3, $4, $5)
