-- What was counted on day $1 and later.
SELECT day, area, rule, findings
FROM quality_days
WHERE day >= $1
ORDER BY day, area, rule
