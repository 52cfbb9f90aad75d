INSERT INTO usage_weeks (week, content)
VALUES ($1, $2)
ON CONFLICT (week) DO NOTHING
