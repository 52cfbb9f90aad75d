-- Reports before $4, newest first, or the one $6. An empty parameter asks for nothing.
SELECT
    reports.id, filings.code, filings.filed_at, reports.content,
    reports.state, reports.reason, reports.merged_into,
    filings.seen_at, COALESCE(photos.width_px, 0), COALESCE(photos.height_px, 0),
    filings.named, reports.opened_at, reports.decided_by, reports.decided_at,
    reports.erased_at
FROM reports
JOIN filings ON filings.id = reports.id
LEFT JOIN photos ON photos.report = reports.id
WHERE ($1 = '' OR reports.state = $1)
  AND ($2 = '' OR filings.code = $2)
  AND ($3 = '' OR reports.problem = $3)
  AND ($4 = '' OR reports.id < $4)
  AND ($6 = '' OR reports.id = $6)
ORDER BY reports.id DESC
LIMIT $5
