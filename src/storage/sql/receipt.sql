SELECT
    filings.receipt, filings.code, filings.filed_at, COALESCE(reports.content, ''),
    COALESCE(reports.state, ''), COALESCE(reports.reason, ''), COALESCE(reports.merged_into, ''),
    filings.digest
FROM filings
LEFT JOIN reports ON reports.id = filings.id
WHERE filings.receipt = $1
