-- No row comes back when it is at another version.
UPDATE campaigns
SET name = $3, due_on = $4, ended_at = $5, version = version + 1
WHERE id = $1 AND version = $2
RETURNING version
