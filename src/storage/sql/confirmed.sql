SELECT code, MAX(seen_at), COUNT(*)
FROM filings
WHERE kind = 'confirmation'
GROUP BY code
ORDER BY code
