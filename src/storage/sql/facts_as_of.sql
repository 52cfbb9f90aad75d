-- Every station as it was at revision $1: code, when it was created, facts.
SELECT now.code, first_entry.at, now.facts
FROM station_changes AS now
JOIN station_changes AS first ON first.code = now.code AND first.version = 1
JOIN audit_log AS first_entry ON first_entry.revision = first.revision
WHERE now.revision <= $1
  AND NOT EXISTS (
      SELECT 1 FROM station_changes AS later
      WHERE later.code = now.code AND later.version = now.version + 1 AND later.revision <= $1
  )
ORDER BY now.code
