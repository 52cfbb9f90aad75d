INSERT INTO import_rows
    (import, number, state, code, sheet, sheet_row, content, expected, facts)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
