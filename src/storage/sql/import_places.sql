-- From which rows of which files a station's facts came.
SELECT import, sheet, sheet_row FROM import_rows WHERE code = $1
