-- How many reports about each station nobody has decided, and how many of these nobody opened.
SELECT
    filings.code, COUNT(*),
    CAST(SUM(CASE WHEN reports.opened_at = 0 THEN 1 ELSE 0 END) AS BIGINT),
    MIN(filings.filed_at)
FROM reports
JOIN filings ON filings.id = reports.id
WHERE reports.state = 'new'
GROUP BY filings.code
ORDER BY filings.code
