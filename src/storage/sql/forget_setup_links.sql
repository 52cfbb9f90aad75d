-- All for account $1, and those for others that ended before $2.
DELETE FROM setup_links WHERE account = $1 OR expires_at <= $2
