INSERT INTO setup_links (hash, account, expires_at) VALUES ($1, $2, $3)
