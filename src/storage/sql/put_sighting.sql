-- $1 week, $2 id, $3 cell, $4 hour, $5 found, $6 how many other cells there may be. An hour in
-- which something was not found stays one.
INSERT INTO usage_sightings (week, id, cell, hour, found)
SELECT $1, $2, $3, CAST($4 AS BIGINT), CAST($5 AS BIGINT)
WHERE (
    SELECT COUNT(DISTINCT cell)
    FROM usage_sightings
    WHERE week = $1 AND id = $2 AND cell <> $3
) <= $6
ON CONFLICT (week, id, cell, hour) DO UPDATE
SET found = usage_sightings.found * excluded.found
RETURNING hour
