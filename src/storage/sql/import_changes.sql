SELECT number, state, code, expected, facts
FROM import_rows
WHERE import = $1
ORDER BY number
