-- The visit $2 at time $3 does every task for station $1 of the rounds that have begun by day $4
-- and were not ended.
UPDATE tasks
SET visit = $2, done_at = $3
WHERE code = $1 AND visit = ''
  AND campaign IN (SELECT id FROM campaigns WHERE ended_at = 0 AND starts_on <= $4)
