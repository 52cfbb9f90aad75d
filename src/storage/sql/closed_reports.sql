-- Reports seen since $1 that a station is closed, as long as nobody has decided them. One that
-- was merged waits for the decision of the other.
SELECT filings.code, filings.seen_at
FROM reports
JOIN filings ON filings.id = reports.id
LEFT JOIN reports AS target ON target.id = reports.merged_into
WHERE reports.problem = 'closed'
  AND (reports.state = 'new' OR target.state = 'new')
  AND filings.seen_at >= $1
ORDER BY filings.code, filings.seen_at
