UPDATE imports SET state = $2, summary = $3, noted_at = $4
WHERE id = $1 AND state = 'planning'
