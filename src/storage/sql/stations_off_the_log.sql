-- The stations that are not what their last logged version says, whichever side is missing.
SELECT stations.code AS code
FROM stations
LEFT JOIN station_changes AS logged
    ON logged.code = stations.code AND logged.version = stations.version
    AND logged.revision = stations.revision AND logged.facts = stations.facts
WHERE logged.code IS NULL
UNION
SELECT logged.code AS code
FROM station_changes AS logged
LEFT JOIN stations ON stations.code = logged.code AND stations.version >= logged.version
WHERE stations.code IS NULL
ORDER BY code
