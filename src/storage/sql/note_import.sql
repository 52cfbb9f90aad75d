-- A total of 0 leaves the one that is known.
UPDATE imports
SET done = $2, total = CASE WHEN $3 = 0 THEN total ELSE $3 END, noted_at = $4
WHERE id = $1 AND state = 'planning'
