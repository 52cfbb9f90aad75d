SELECT hash FROM account_log ORDER BY number DESC LIMIT 1
