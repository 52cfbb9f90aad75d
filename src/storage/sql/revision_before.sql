-- The last revision that was written before time $1; 0 when there is none.
SELECT COALESCE(MAX(revision), 0)
FROM audit_log
WHERE at < $1
