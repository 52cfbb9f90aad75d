-- When each station was last found where it should be, since $1.
SELECT code, MAX(seen_at)
FROM checks
WHERE found <> 'not_there' AND seen_at >= $1
GROUP BY code
ORDER BY code
