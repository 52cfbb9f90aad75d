SELECT event FROM account_log WHERE id = $1
