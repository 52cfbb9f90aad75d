SELECT id, cell, hour, found
FROM usage_sightings
WHERE week = $1
ORDER BY id, cell, hour
