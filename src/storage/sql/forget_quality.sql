DELETE FROM quality_days
WHERE day = $1
