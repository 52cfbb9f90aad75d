SELECT week, content
FROM usage_weeks
ORDER BY week DESC
LIMIT $1
