-- All of account $1, and those of others that ended before $2.
DELETE FROM devices WHERE account = $1 OR ends_at <= $2
