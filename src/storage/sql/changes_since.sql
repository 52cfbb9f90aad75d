-- Whole revisions after $1, as many as fit into $2 changes, but at least one. Every revision
-- counted here has a change, so that no more than $2 of them can fit.
WITH counted AS (
    SELECT revision, CAST(SUM(changes) OVER (ORDER BY revision) AS BIGINT) AS so_far
    FROM audit_log
    WHERE revision > $1 AND changes > 0
    ORDER BY revision
    LIMIT $2
)
SELECT
    now.revision, now.code, now.version, audit_log.at, COALESCE(was.facts, ''), now.facts,
    audit_log.origin
FROM station_changes AS now
JOIN audit_log ON audit_log.revision = now.revision
LEFT JOIN station_changes AS was ON was.code = now.code AND was.version = now.version - 1
WHERE now.revision > $1
  AND now.revision <= COALESCE(
      (SELECT MAX(revision) FROM counted WHERE so_far <= $2),
      (SELECT MIN(revision) FROM counted))
ORDER BY now.revision, now.code
