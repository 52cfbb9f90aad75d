SELECT account, expires_at FROM setup_links WHERE hash = $1
