-- No row comes back when it was decided before.
UPDATE reports
SET state = $2, reason = $3, merged_into = $4, decided_by = $5, decided_at = $6
WHERE id = $1 AND state = 'new'
RETURNING id
