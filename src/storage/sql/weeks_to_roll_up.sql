SELECT DISTINCT week
FROM usage_sightings
WHERE week < $1
ORDER BY week
