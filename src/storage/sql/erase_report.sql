-- No row comes back when there is no such report, or it was erased before.
UPDATE reports SET content = $2, erased_at = $3
WHERE id = $1 AND erased_at = 0
RETURNING id
