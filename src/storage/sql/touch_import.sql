UPDATE imports SET noted_at = $2 WHERE id = $1 AND state = 'planning'
