DELETE FROM import_rows WHERE import IN (SELECT id FROM imports WHERE state = 'expired')
