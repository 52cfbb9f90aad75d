-- Those before entry $1, newest first, at most $2.
SELECT number, id, at, event, previous_hash, hash
FROM account_log
WHERE number < $1
ORDER BY number DESC
LIMIT $2
