UPDATE imports SET done = $2, total = $3, noted_at = $4 WHERE id = $1 AND state = 'planning'
