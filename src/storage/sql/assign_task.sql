UPDATE tasks
SET account = $3
WHERE campaign = $1 AND code = $2 AND visit = ''
