-- Rows of import $1 from number $2 on, of state $3 (empty: any).
SELECT number, state, content
FROM import_rows
WHERE import = $1
  AND number >= $2
  AND ($3 = '' OR state = $3)
ORDER BY number
LIMIT $4
