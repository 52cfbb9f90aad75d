SELECT account FROM devices WHERE hash = $1 AND account = $2 AND ends_at > $3
