DELETE FROM usage_sightings
WHERE week = $1
