INSERT INTO quality_days (day, area, rule, findings)
VALUES ($1, $2, $3, $4)
