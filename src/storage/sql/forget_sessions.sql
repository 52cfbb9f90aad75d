-- Those that ended before $1, or were not used since $2.
DELETE FROM sessions WHERE ends_at <= $1 OR seen_at <= $2
